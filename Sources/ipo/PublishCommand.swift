import ArgumentParser
import CanonicalJSON
import Cryptography
import Reports
import Storage
import Transparency

/// `ipo publish DIR`.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish the journal's tree as files that any web server can serve.",
    discussion: """
      Writes checkpoint and tile/ in the form C2SP tlog-tiles: whoever fetches them makes every \
      proof himself. A tile never changes; one that is there with other bytes is refused. Once \
      tile/ stands beside the journal, every command that records keeps it up to date. The entries \
      themselves are published: names and amounts are in them.

        ipo publish dema
        ipo publish dema --out /srv/www/dema
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The folder to publish in; without it the offering's own.")
  var out: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    Console.progress("publishing")
    let outcome = try TilePublisher(OfferingFolder(folder), to: out).publish()
    Console.done()
    let checkpoint = outcome.checkpoint
    if json {
      Console.write([
        "ok": true, "entries": .exact(Int64(clamping: checkpoint.size)),
        "root": .string(checkpoint.root.hex), "tiles": .integer(Int64(outcome.tiles)),
        "written": .integer(Int64(outcome.written)),
      ])
      return
    }
    Console.write(
      TextBlock.labelled("published", "\(out ?? folder): checkpoint and tile/")
        + TextBlock.labelled(
          "head", "\(checkpoint.size) entries of \(checkpoint.origin), root \(checkpoint.root)")
        + TextBlock.labelled(
          "tiles", "\(outcome.tiles), of which \(outcome.written) are new"))
  }
}

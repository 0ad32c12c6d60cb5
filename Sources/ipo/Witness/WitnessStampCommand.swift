import ArgumentParser
import CanonicalJSON
import Cryptography
import Reports
import Storage

/// `ipo witness stamp DIR`.
struct WitnessStampCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamp",
    abstract: "Write what to send to a time-stamping authority (RFC 3161) over a head.",
    discussion: """
      The question asks for SHA-256, the authority's certificate and a nonce, which is checked when \
      the answer is added. One that was written before is kept.

        ipo witness stamp dema --head freeze
        curl -H 'Content-Type: application/timestamp-query' \\
          --data-binary @dema/witness/freeze.tsq https://tsa.example > freeze.tsr
        ipo witness add dema freeze.tsr --head freeze --tsa tsa-ca.pem
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @OptionGroup var head: HeadOption

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    let lock = try folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let name = try head.name()
    let bytes = try name.map { try folder.keptCheckpoint($0) } ?? folder.keepPresentHead()
    let kept = name ?? KeptHead.present
    let found = try folder.keptHead(kept).parts[.query].map { try TimestampQuery(parsing: $0) }
    let query: TimestampQuery
    if let found, found.asks(for: bytes) {
      query = found
    } else {
      query = try TimestampQuery(over: bytes)
      try folder.keep(query.bytes, .query, of: kept)
    }
    let path = folder.file(KeptHead.path(kept, .query))
    if json {
      Console.write([
        "query": .string(path), "nonce": query.nonce.map { .string($0) } ?? .null,
        "over": .string(folder.file(KeptHead.path(kept, .checkpoint))),
      ])
    } else {
      Console.write(
        TextBlock.labelled("question", "\(path), nonce \(query.nonce ?? "none")")
          + TextBlock.labelled("over", folder.file(KeptHead.path(kept, .checkpoint))))
    }
  }
}

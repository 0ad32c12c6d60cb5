import ArgumentParser

/// `ipo lottery freeze DIR`.
struct LotteryFreezeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract: "Fix the numbered list: its root, count and totals go into the journal.",
    discussion: """
      Takes the offering as far as the frozen list and no further. From then on a list changed by \
      one byte is refused. witness/freeze.checkpoint is what a witness cosigns or a time-stamping \
      authority stamps, before the beacons: that makes the draw sealed and not merely unwitnessed.

        ipo lottery freeze sealed
        openssl ts -query -data sealed/witness/freeze.checkpoint -sha256 -cert -out freeze.tsq
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The signing key's file; without it the user's own, made on first use.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    var sealed = try SealedDrawRun(folder, key: key, by: actor, json: json)
    try sealed.take("freeze")
  }
}

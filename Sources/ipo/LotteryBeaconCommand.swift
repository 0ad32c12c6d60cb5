import ArgumentParser
import Offerings
import Storage
import TradingDays

/// `ipo lottery beacon DIR`.
struct LotteryBeaconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "beacon",
    abstract: "Record the beacons' values, which complete the seed.",
    discussion: """
      All values at once, each under its source in the terms: a drand round's signature, the \
      digits that a notary reads out, an index's close. Who has not revealed is named with \
      --missing and counts as 32 zero bytes. Writes out/seed.txt; sha256sum of it is the seed.

        ipo lottery beacon sealed --value ceremony:hall-1=483920
        ipo lottery beacon sealed --value drand:<chain>:<round>=<signature> --missing notary
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "SOURCE=VALUE; once for each beacon of the terms.")
  var value: [String]

  @Option(help: "A party that did not reveal in time.")
  var missing: [String] = []

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

  @OptionGroup var actor: ActorOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let missing = Set(try missing.map(PartyArgument.parse))
    var values: [String: String] = [:]
    for argument in value {
      guard let equals = argument.firstIndex(of: "=") else {
        throw Failure.WrongCall(
          message: "malformedBeaconValue: found \"\(argument)\", expected SOURCE=VALUE")
      }
      let source = String(argument[..<equals])
      guard
        values.updateValue(String(argument[argument.index(after: equals)...]), forKey: source)
          == nil
      else { throw Failure.WrongCall(message: "duplicateBeacon: \(source) was given twice") }
    }
    var sealed = try SealedDrawRun(folder, key: key, by: actor, json: json)
    _ = try sealed.sealedTerms()
    try sealed.demand("freeze", orRefuse: "beaconBeforeFreeze", "ipo lottery freeze first")
    try sealed.take(
      "beacon",
      adding: Facts(missingReveals: missing.isEmpty ? nil : missing, beacon: values))
  }
}

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

        ipo lottery beacon dema --value ceremony:hall-1=483920
        ipo lottery beacon dema --value drand:<chain>:<round>=<signature> --missing notary
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "SOURCE=VALUE; once for each beacon of the terms.")
  var value: [String]

  @Option(help: "A party that did not reveal in time.")
  var missing: [String] = []

  @Option(help: "The signing key's file; without it the user's own.")
  var key: String?

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
    var sealed = try SealedDrawRun(folder, key: key, json: json)
    let terms = try sealed.sealedTerms()
    try sealed.demand("freeze", orRefuse: "beaconBeforeFreeze", "ipo lottery freeze first")
    if !sealed.run.recorder.holds("beacon") {
      try checkTime(values, missing, terms, sealed.run)
      try checkReveals(missing, terms, sealed.run)
    }
    try sealed.take(
      "beacon",
      adding: Facts(missingReveals: missing.isEmpty ? nil : missing, beacon: values))
  }

  private func checkReveals(
    _ missing: Set<AccountName>, _ terms: SealedSeedTerms, _ run: OfferingRun
  ) throws {
    let open = terms.parties.map(\.name).filter {
      run.facts.reveals[$0] == nil && !missing.contains($0)
        && run.facts.missingReveals?.contains($0) != true
    }
    guard !open.isEmpty else { return }
    throw Failure.Refused(
      message: "revealsOutstanding: \(open.map(\.text).joined(separator: ", ")) have not revealed, "
        + "expected their reveals by \(terms.revealBy.marketClock), or --missing for each")
  }

  /// By a real clock nobody is missing before the deadline, and no value is known before its time.
  private func checkTime(
    _ values: [String: String], _ missing: Set<AccountName>, _ terms: SealedSeedTerms,
    _ run: OfferingRun
  ) throws {
    guard let now = run.recorder.now else { return }
    if let name = missing.min(), now <= terms.revealBy {
      throw Failure.Refused(
        message: "revealsStillOpen: \(name) may reveal until \(terms.revealBy.marketClock), found "
          + now.marketClock)
    }
    for beacon in terms.beacons + terms.fallback
    where values[beacon.source] != nil && now < beacon.time {
      throw Failure.Refused(
        message: "beaconBeforeItsTime: \(beacon.source) comes at \(beacon.time.marketClock), found "
          + now.marketClock)
    }
  }
}

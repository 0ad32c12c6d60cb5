import CanonicalJSON
import TradingDays

/// Where and when the steps of a sealed draw stand in a journal, as far as its grade depends on them.
struct SealedDrawTimes {
  let frozenEntry: Int64
  let beaconEntry: Int64
  /// The entry of the last reveal, or of the frozen list where nobody revealed.
  let lastReveal: Int64
  /// The parties that did not reveal.
  let missing: [String]
  /// True where the fallback's values were taken.
  let isByFallback: Bool
  /// The earliest and the latest time of the beacons that were used.
  let first: Instant
  let last: Instant
  /// When the beacons were recorded, by the journal's own clock.
  let recorded: Instant
  /// The beginning of the day T.
  let begin: Instant

  /// Nil where the journal holds no sealed draw with its beacons.
  init?(_ journal: JournalAudit) {
    guard let frozen = journal.frozenList, let terms = frozen.body["terms"],
      let beacon = journal.facts.first(where: { $0.name == "beacon" }),
      let day = journal.opening?["terms"]?["subscription_day"]?.stringValue.flatMap({ Day($0) })
    else { return nil }
    let sources = Set(beacon.value.objectValue?.map(\.key) ?? [])
    let own = terms["beacons"]?.arrayValue ?? []
    let used = (own + (terms["fallback"]?.arrayValue ?? [])).filter {
      $0["source"]?.stringValue.map(sources.contains) ?? false
    }
    let times = used.compactMap { $0["at"]?.stringValue.flatMap { Instant(utc: $0) } }
    guard let first = times.min(), let last = times.max() else { return nil }
    frozenEntry = frozen.entry
    beaconEntry = beacon.entry
    lastReveal = journal.facts.filter { $0.name == "reveals" }.map(\.entry).max() ?? frozen.entry
    missing =
      journal.facts.first { $0.name == "missing_reveals" }?.value.arrayValue?
      .compactMap(\.stringValue) ?? []
    isByFallback = Set(own.compactMap { $0["source"]?.stringValue }) != sources
    self.first = first
    self.last = last
    recorded = beacon.at
    begin = .at(day, hour: 0)
  }
}

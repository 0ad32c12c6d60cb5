/// All breaks that a journal has recorded (差异台账), each once: the fold of its reconciliations,
/// explanations and resolutions.
public struct BreakBook: Sendable {
  /// In the order they were recorded.
  public private(set) var breaks: [RecordedBreak] = []
  private var places: [BreakNumber: Int] = [:]

  public init() {}

  /// The breaks that are not resolved: open or explained.
  public var standing: [RecordedBreak] {
    breaks.filter { if case .resolved = $0.state { false } else { true } }
  }

  /// The breaks for which nobody answers.
  public var open: [RecordedBreak] { breaks.filter { $0.state == .open } }

  public subscript(number: BreakNumber) -> RecordedBreak? { places[number].map { breaks[$0] } }

  /// - Throws: `breakTwice`.
  public mutating func record(_ recorded: RecordedBreak) throws(BreakBookError) {
    guard places[recorded.number] == nil else { throw .breakTwice(recorded.number) }
    places[recorded.number] = breaks.count
    breaks.append(recorded)
  }

  /// Somebody answers for a break; a later word replaces an earlier one.
  ///
  /// - Throws: `unknownBreak`, `alreadyResolved`.
  public mutating func explain(
    _ number: BreakNumber, by name: String, because reason: String, entry: Int64
  ) throws(BreakBookError) {
    breaks[try standing(number)].state = .explained(by: name, because: reason, entry: entry)
  }

  /// - Throws: `unknownBreak`, `alreadyResolved`.
  public mutating func resolve(
    _ number: BreakNumber, by entries: [String], entry: Int64
  ) throws(BreakBookError) {
    breaks[try standing(number)].state = .resolved(by: entries, entry: entry)
  }

  private func standing(_ number: BreakNumber) throws(BreakBookError) -> Int {
    guard let place = places[number] else { throw .unknownBreak("\(number)") }
    if case .resolved(let entries, _) = breaks[place].state {
      throw .alreadyResolved(number, by: entries)
    }
    return place
  }

  /// What a new comparison means for the breaks on record. O(n) in both.
  ///
  /// - Parameters:
  ///   - found: all breaks of the comparison.
  ///   - sides: the sides that were compared; breaks of other sides are left as they are.
  public func compare(
    _ found: [PlacedBreak], on sides: Set<ReconciliationSide>
  ) -> BreakChange {
    var waiting: [PlacedBreak.Identity: [RecordedBreak]] = [:]
    for recorded in standing.reversed() where sides.contains(recorded.placed.side) {
      waiting[recorded.placed.identity, default: []].append(recorded)
    }
    var change = BreakChange()
    for (place, placed) in found.enumerated() {
      if let known = waiting[placed.identity]?.popLast() {
        change.lasting.append((place, known))
      } else {
        change.new.append(placed)
      }
    }
    change.gone = waiting.values.flatMap { $0 }.sorted { $0.number < $1.number }
    return change
  }
}

/// What a comparison found, held against what was on record.
public struct BreakChange: Sendable {
  /// Found again, by the place among what was found, with the record of it.
  public internal(set) var lasting: [(place: Int, known: RecordedBreak)] = []
  /// Not on record yet, in the order they were found.
  public internal(set) var new: [PlacedBreak] = []
  /// On record, not resolved, and not found any more; by number.
  public internal(set) var gone: [RecordedBreak] = []

  init() {}

  /// The breaks that somebody has to look at: new ones, and lasting ones for which nobody answers.
  public var openCount: Int {
    new.count + lasting.lazy.filter { $0.known.state == .open }.count
  }
}

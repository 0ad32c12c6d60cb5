import TradingDays

/// A break that the journal holds, with what became of it.
public struct RecordedBreak: Equatable, Sendable {
  public let number: BreakNumber
  public let placed: PlacedBreak
  /// The journal entry that records it.
  public let entry: Int64
  /// The day of the reconciliation that found it first.
  public let since: Day
  public internal(set) var state: BreakState

  public init(
    _ number: BreakNumber, _ placed: PlacedBreak, entry: Int64, since: Day,
    state: BreakState = .open
  ) {
    self.number = number
    self.placed = placed
    self.entry = entry
    self.since = since
    self.state = state
  }

  /// Calendar days since it was found first; none before.
  public func age(on day: Day) -> Int { max(0, since.days(to: day)) }
}

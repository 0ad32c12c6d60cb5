/// The consecutive lottery numbers (配号) handed out to applicants, one a lot.
///
/// Specs: contract section 4, Numbers.
public struct NumberRange: Hashable, Sendable {
  /// The first number, F.
  public let first: Int64

  /// How many numbers there are, N; at least 1.
  public let count: Int64

  /// Refuses an empty range, a number below zero, and a last number beyond 63 bits.
  public init(first: Int64, count: Int64) throws(LotteryError) {
    guard count >= 1 else { throw .emptyNumberRange(found: count) }
    guard first >= 0 else { throw .negativeFirstNumber(found: first) }
    guard !first.addingReportingOverflow(count - 1).overflow else {
      throw .numberRangeOverflow(first: first, count: count)
    }
    self.first = first
    self.count = count
  }

  /// The last number.
  public var last: Int64 { first + (count - 1) }

  /// Whether the number was handed out.
  public func contains(_ number: Int64) -> Bool {
    number >= first && number <= last
  }

  /// Refuses more winners than numbers, and fewer than none.
  func checkRoom(for winners: Int64) throws(LotteryError) {
    guard winners >= 0 else { throw .negativeWinners(found: winners) }
    guard winners <= count else {
      throw .moreWinnersThanNumbers(found: winners, expected: count)
    }
  }
}

/// How many lottery numbers (配号总数) there can have been, where announcements tell the winners
/// and the winning rate or the tails, but not the count.
///
/// ```swift
/// let any = try NumberCountFit(first: 100_000_000_000, winners: 22_929)
/// try any.fitting(WinningRate(parsing: "0.05985345")).counts  // 38308566...38308571
/// ```
///
/// What fits is one range without gaps: with more numbers the rate falls and the tails win no fewer.
public struct NumberCountFit: Hashable, Sendable {
  /// The first number, F.
  public let first: Int64

  /// How many win, W.
  public let winners: Int64

  /// The counts that fit all that was taken into account.
  public private(set) var counts: ClosedRange<Int64>

  /// Every count that has room for the winners, and whose last number fits 63 bits.
  public init(first: Int64, winners: Int64) throws(LotteryError) {
    guard first >= 0 else { throw .negativeFirstNumber(found: first) }
    guard winners >= 0 else { throw .negativeWinners(found: winners) }
    let least = max(winners, 1)
    // From 0 on there is one number more, which a count cannot tell any more.
    let most = Int64.max - max(first - 1, 0)
    guard least <= most else { throw .numberRangeOverflow(first: first, count: least) }
    self.first = first
    self.winners = winners
    counts = least...most
  }

  /// Of these counts those whose winning rate prints as `rate`; refuses a rate that none prints as.
  public func fitting(_ rate: WinningRate) throws(LotteryError) -> NumberCountFit {
    guard let fitting = rate.counts(winners: winners), fitting.overlaps(counts) else {
      throw .noCountHasRate(found: rate, winners: winners)
    }
    var fit = self
    fit.counts = fitting.clamped(to: counts)
    return fit
  }

  /// Of these counts those among which the tails win exactly the winners; refuses tails that never do.
  ///
  /// - Complexity: O(tails × log counts).
  public func fitting(_ tails: TailNumbers) throws(LotteryError) -> NumberCountFit {
    let least = try leastCount(by: tails) { $0 >= winners }
    let past = try leastCount(by: tails) { $0 > winners }
    let most = past.map { $0 - 1 } ?? counts.upperBound
    guard let least, least <= most else {
      let fewest = try tails.winners(in: NumberRange(first: first, count: counts.lowerBound))
      let highest = try tails.winners(in: NumberRange(first: first, count: counts.upperBound))
      throw .noCountWinsByTails(found: fewest...highest, expected: winners)
    }
    var fit = self
    fit.counts = least...most
    return fit
  }

  /// The least of the counts among which the tails win enough; a greater count wins no fewer.
  private func leastCount(
    by tails: TailNumbers, winning isEnough: (Int64) -> Bool
  ) throws(LotteryError) -> Int64? {
    var (low, high) = (counts.lowerBound, counts.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if isEnough(tails.winners(in: try NumberRange(first: first, count: middle))) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return isEnough(tails.winners(in: try NumberRange(first: first, count: low))) ? low : nil
  }
}

import Cryptography
import Lottery
import TradingDays

/// Many runs through a listing window (蒙特卡洛模拟), each by the numbers of one seed, so that anyone can
/// repeat them to the last one.
public struct ListingSimulation: Sendable {
  /// The runs of a month.
  public struct Month: Equatable, Sendable {
    /// Its first day.
    public let first: Day
    public let runs: Int
  }

  /// The most runs.
  public static let runsMax = 1_000_000

  public let seed: String
  public let runs: Int
  /// For each stage of the window, its ends.
  public let ends: [EndCounts]

  /// Runs through the window. The generator's seed is the SHA-256 of the seed's text.
  ///
  /// - Precondition: `runs` is from 1 to ``runsMax``.
  /// - Complexity: O(runs · (stages + factors)).
  public init(_ window: ListingWindow, runs: Int, seed: String) {
    precondition((1...Self.runsMax).contains(runs), "\(runs) runs")
    self.seed = seed
    self.runs = runs
    var generator = SHA256Generator(seed: SHA256.hash(seed))
    var counts = Array(repeating: [Day: Int](), count: window.parts.count)
    for _ in 0..<runs {
      var day = Self.begin(window.start, &generator)
      for (place, part) in window.parts.enumerated() {
        day = part.span.drawnEnd(from: day, &generator)
        for counted in part.factors { Self.stretch(&day, counted, &generator) }
        counts[place][day, default: 0] += 1
      }
    }
    ends = counts.map { EndCounts($0) }
  }

  /// The listing's days; the window has at least one stage.
  public var listing: EndCounts { ends[ends.count - 1] }

  /// The runs by the month of the listing, from the first to the last month, months without runs too.
  public var months: [Month] {
    var months: [Month] = []
    for (day, count) in listing.counts {
      let first = day.adding(days: 1 - day.day)
      while let last = months.last, last.first < first {
        months.append(Month(first: last.first.adding(months: 1), runs: 0))
      }
      let before = months.popLast()?.runs ?? 0
      months.append(Month(first: first, runs: before + count))
    }
    return months
  }

  private static func begin(_ start: DayWindow, _ source: inout some UniformSource) -> Day {
    let days = start.earliest.days(to: start.latest) + 1
    return start.earliest.adding(days: Int(source.below(UInt64(days))))
  }

  /// Left to chance, a factor comes as long as a draw below 100 is below its chance.
  private static func stretch(
    _ day: inout Day, _ counted: ListingWindow.CountedFactor, _ source: inout some UniformSource
  ) {
    let factor = counted.factor
    for _ in 0..<(counted.count ?? factor.times) {
      if counted.count == nil, source.below(100) >= UInt64(factor.chance) { break }
      day = factor.span.drawnEnd(from: day, &source)
    }
  }
}

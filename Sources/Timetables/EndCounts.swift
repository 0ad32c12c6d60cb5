import TradingDays

/// How many runs ended on each day.
public struct EndCounts: Equatable, Sendable {
  /// By day, each above zero; at least one.
  public let counts: [(day: Day, count: Int)]
  /// The sum of the counts.
  public let runs: Int

  init(_ counts: [Day: Int]) {
    precondition(!counts.isEmpty, "a simulation without runs")
    self.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    runs = counts.values.reduce(0, +)
  }

  /// The first day by which at least so many percent of the runs have ended; 0 gives the earliest.
  ///
  /// - Precondition: `percent` is from 0 to 100.
  public func day(percent: Int) -> Day {
    precondition((0...100).contains(percent), "\(percent) percent")
    var sum = 0
    for (day, count) in counts {
      sum += count
      if sum * 100 >= percent * runs { return day }
    }
    return counts[counts.count - 1].day
  }

  /// The runs that ended by a day, that day counted.
  public func runs(by day: Day) -> Int {
    counts.prefix { $0.day <= day }.reduce(0) { $0 + $1.count }
  }

  public static func == (left: EndCounts, right: EndCounts) -> Bool {
    left.counts.elementsEqual(right.counts) { $0 == $1 }
  }
}

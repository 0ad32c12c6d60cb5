import Allotment
import Bookbuilding
import Offerings
import Quantities
import SampleOfferings
import Testing

/// Every book of up to four bids over three classes and one to three shares, every offer.
@Suite struct SmallBookTests {
  @Test(arguments: 1...4)
  func `Every small book is allotted exactly, in order and within its bids`(count: Int) throws {
    let offering = try Sample.offering(rulebook: "cn-star-2019")
    let kinds: [(String, Int64)] = ["A", "B", "C"].flatMap { name in
      (1...3).map { (name, Int64($0)) }
    }
    var books: [[(String, Int64)]] = [[]]
    for _ in 0..<count { books = books.flatMap { book in kinds.map { book + [$0] } } }
    for rows in books {
      let bids = try Sample.bids(rows)
      for offered in 1...rows.reduce(Int64(0), { $0 + $1.1 }) {
        let result = try OfflineAllotment.allot(
          Shares(offered), among: bids, of: offering, announced: [])
        try check(result, offered, rows)
      }
    }
  }

  private func check(
    _ result: OfflineAllotment, _ offered: Int64, _ rows: [(String, Int64)]
  ) throws {
    let counts = result.counts
    try #require(counts.reduce(0, +) == offered, "\(offered) of \(rows)")
    try #require(result.classCounts.reduce(0, +) == offered, "\(offered) of \(rows)")
    for (allotted, row) in zip(counts, rows) {
      try #require(allotted >= 0 && allotted <= row.1, "\(offered) of \(rows): \(counts)")
    }
    try #require(result.oddShares.count < rows.count, "\(offered) of \(rows)")
    for (left, right) in zip(result.classes, result.classes.dropFirst()) {
      try #require(left.ratio >= right.ratio, "\(offered) of \(rows)")
    }
    for result in result.classes { try #require(result.ratio <= .one, "\(offered) of \(rows)") }
    try checkFloors(result, offered, rows)
  }

  /// A at least half, A and B at least 70%, or all they asked for; before rounding.
  private func checkFloors(
    _ result: OfflineAllotment, _ offered: Int64, _ rows: [(String, Int64)]
  ) throws {
    for (classes, percent) in [(["A"], Int64(50)), (["A", "B"], 70)] {
      let leading = result.classes.filter { classes.contains($0.name) }
      let applied = leading.reduce(0) { $0 + $1.applied.count }
      guard leading.count < result.classes.count else { continue }
      // Over a common denominator: the sum of ratio times applied, against the floor.
      let whole = leading.reduce(Int64(1)) { $0 * $1.ratio.denominator }
      let served = leading.reduce(Int64(0)) { sum, part in
        sum + part.applied.count * part.ratio.numerator * (whole / part.ratio.denominator)
      }
      let floor = min(applied, (percent * offered + 99) / 100)
      try #require(served >= floor * whole, "\(offered) of \(rows)")
    }
  }
}

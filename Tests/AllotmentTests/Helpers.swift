import Allotment
import Bookbuilding
import Offerings
import Quantities
import SampleOfferings
import Testing

/// Allots `offered` shares among bids by the rulebook, or as announced.
func allot(
  _ offered: Int64, _ rows: [(String, Int64)], rulebook: String = "cn-star-2023",
  announced: [(String, Int64)] = []
) throws -> OfflineAllotment {
  try OfflineAllotment.allot(
    Shares(offered), among: Sample.bids(rows), of: Sample.offering(rulebook: rulebook),
    announced: announced.map { ClassAllotment(name: $0.0, shares: Shares($0.1)) })
}

extension OfflineAllotment {
  /// What each account receives, in the order of the book.
  var counts: [Int64] { lines.map(\.allotted.count) }

  /// What each class receives, odd shares included.
  var classCounts: [Int64] { classes.map(\.allotted.count) }
}

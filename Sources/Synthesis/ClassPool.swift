import Lottery
import Offerings
import Rulebooks

/// The classes of a deal's bids, gathered by the rulebook's: an investor's accounts are all of one of those.
struct ClassPool {
  /// The deal's classes below each of the rulebook's, the best served first.
  private let tiers: [[String]]
  /// The accounts below each.
  private let members: [[Int]]
  private let count: Int
  private var firstHouses = 0

  init(_ offering: Offering, _ names: [String]) {
    let base = names.map { offering.rules.baseClass(of: $0) ?? $0 }
    let used = offering.rules.classes.filter(base.contains)
    tiers = used.map { base in
      offering.bidClasses.filter { offering.rules.baseClass(of: $0) == base }
    }
    members = used.map { name in base.indices.filter { base[$0] == name } }
    count = names.count
  }

  /// The class that is served best.
  var firstClass: String { tiers[0][0] }

  /// The class that is served last.
  var lastClass: String { tiers[tiers.count - 1][tiers[tiers.count - 1].count - 1] }

  /// A class of the deal.
  func anyClass(_ generator: inout SHA256Generator) -> String {
    let all = tiers.flatMap(\.self)
    return all[Int(generator.below(UInt64(all.count)))]
  }

  /// Whether an investor's accounts are of the rulebook's first class.
  func isFirst(_ investor: Int) -> Bool { investor < firstHouses }

  /// Gives every account an investor, and every investor an account.
  ///
  /// - Returns: the investor of each account, those of the first class numbered first.
  mutating func owners(
    _ investors: Int, _ generator: inout SHA256Generator
  ) throws(SynthesisError) -> [Int] {
    let houses = try BoundedSplit.proportional(
      Int64(investors), members.map { Int64($0.count) }, in: members.map { 1...Int64($0.count) },
      of: "effective investors")
    firstHouses = Int(houses[0])
    var owners = Array(repeating: 0, count: count)
    var number = 0
    for (own, houses) in zip(members, houses) {
      let sizes = try BoundedSplit.proportional(
        Int64(own.count), BoundedSplit.weights(Int(houses), &generator),
        each: 1...Int64(own.count), of: "accounts of investors")
      var order = generator.order(own.count)[...]
      for size in sizes {
        for _ in 0..<size { owners[own[Int(order.removeFirst())]] = number }
        number += 1
      }
    }
    return owners
  }
}

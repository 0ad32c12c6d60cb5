import Offerings
import Quantities
import Rulebooks

/// The allotment ratio of each offline class: never rising from one class to the next, and enough
/// for every priority (优先配售) that the rulebook promises the leading classes.
public enum ClassRatios {
  /// By the rulebook: the least concave curve over the classes' cumulative demand that reaches every
  /// promised floor and ends at the tranche. Where no floor binds it is one ratio for all.
  ///
  /// - Precondition: every class applied for something, and all of them for `offer` at least.
  public static func byPriority(
    _ offer: Shares, _ demands: [ClassDemand], _ rules: RuleValues
  ) throws(QuantityError) -> [Ratio] {
    var corners = [Corner(demand: 0, shares: 0)]
    var cumulative = Shares.zero
    for (index, demand) in demands.enumerated() {
      cumulative = try cumulative + demand.shares
      let isLast = index == demands.count - 1
      let floor = try floor(after: index, offer, demands, rules)
      guard isLast || floor > .zero else { continue }
      let shares = isLast ? offer : min(floor, cumulative)
      let corner = Corner(demand: cumulative.count, shares: shares.count)
      while corners.count > 1,
        corners[corners.count - 1].isBelow(corners[corners.count - 2], corner)
      {
        corners.removeLast()
      }
      corners.append(corner)
    }
    return slopes(corners, demands)
  }

  /// As the underwriter announced them; refused where they break the rulebook's order or floors.
  static func announced(
    _ announced: [ClassAllotment], _ offer: Shares, _ demands: [ClassDemand], _ rules: RuleValues
  ) throws -> [Ratio] {
    let total = try Shares.sum(announced.map(\.shares))
    let shares = demands.map { demand in
      announced.first { $0.name == demand.name }?.shares ?? .zero
    }
    for found in [total, try Shares.sum(shares)] where found != offer {
      throw AllotmentError.classesDoNotSumToOffline(found: found, expected: offer)
    }
    var ratios: [Ratio] = []
    for (demand, part) in zip(demands, shares) {
      guard part <= demand.shares else {
        throw AllotmentError.classAboveDemand(
          name: demand.name, found: part, expected: demand.shares)
      }
      let ratio = Ratio(part.count, demand.shares.count)
      if let last = ratios.last, ratio > last {
        throw AllotmentError.classRatioInverted(
          lower: demand.name, higher: demands[ratios.count - 1].name)
      }
      ratios.append(ratio)
    }
    for index in demands.indices.dropLast() {
      let floor = try floor(after: index, offer, demands, rules)
      let found = try Shares.sum(shares[...index])
      let reachable = min(floor, try Shares.sum(demands[...index].map(\.shares)))
      guard found >= reachable else {
        throw AllotmentError.priorityNotMet(
          classes: demands[...index].map(\.name), found: found, expected: reachable)
      }
    }
    return ratios
  }

  /// What the classes up to `index` are promised, rounded up; zero where no priority ends there.
  private static func floor(
    after index: Int, _ offer: Shares, _ demands: [ClassDemand], _ rules: RuleValues
  ) throws(QuantityError) -> Shares {
    let leading = Set(demands[...index].compactMap { rules.baseClass(of: $0.name) })
    let trailing = Set(demands[(index + 1)...].compactMap { rules.baseClass(of: $0.name) })
    var floor = Shares.zero
    for priority in rules.priorities {
      let promised = Set(priority.classes)
      guard leading.isSubset(of: promised), trailing.isDisjoint(with: promised) else { continue }
      floor = max(floor, Shares(try priority.share.times(offer.count, .up)))
    }
    return floor
  }

  /// The slope of the curve over each class's stretch of demand.
  private static func slopes(_ corners: [Corner], _ demands: [ClassDemand]) -> [Ratio] {
    var ratios: [Ratio] = []
    var cumulative: Int64 = 0
    var segment = 1
    for demand in demands {
      cumulative += demand.shares.count
      while corners[segment].demand < cumulative { segment += 1 }
      let (start, end) = (corners[segment - 1], corners[segment])
      ratios.append(Ratio(end.shares - start.shares, end.demand - start.demand))
    }
    return ratios
  }
}

/// A point of the curve: so much demand served by so many shares.
private struct Corner {
  let demand: Int64
  let shares: Int64

  /// True where this point lies on or below the line from `start` to `end`.
  func isBelow(_ start: Corner, _ end: Corner) -> Bool {
    Int128(shares - start.shares) * Int128(end.demand - start.demand)
      <= Int128(end.shares - start.shares) * Int128(demand - start.demand)
  }
}

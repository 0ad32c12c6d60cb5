import Clawback
import Quantities
import Rulebooks
import Testing

/// Every division of up to 40 shares, in lots of 5, against a search by counting.
@Suite struct SmallWorldTests {
  private static let lot: Int64 = 5

  /// The approval era's rules have every kind of band.
  private func smallRules() throws -> RuleValues {
    var rules = try rules("cn-sse-main-approval")
    rules.lot = Shares(Self.lot)
    rules.clawbackLot = Shares(Self.lot)
    return rules
  }

  @Test(arguments: [Int64(0), 3, 7])
  func `What moves is the least that meets the rule`(lockedTenths: Int64) throws {
    let rules = try smallRules()
    for offline in Int64(0)...25 {
      for online in stride(from: Self.lot, through: 15, by: 5) {
        for overAllotment in stride(from: Int64(0), to: online, by: 5) {
          for times in [Int64(1), 50, 100, 150, 1_000] {
            for extra in [Int64(0), Self.lot] {
              let world = demand(
                base: offline + online - overAllotment, offline: offline, online: online,
                applied: times * online + extra, locked: Ratio(lockedTenths, 10))
              let decision = try Reallocation.decide(world, by: rules)
              let moved = expected(world, lockedTenths)
              try #require(decision.clawback.count == moved, "\(world) \(decision.reason)")
              try check(decision)
            }
          }
        }
      }
    }
  }

  @Test func `A shortage moves whole or suspends, and nothing is lost`() throws {
    let rules = try smallRules()
    for offline in Int64(0)...12 {
      for online in stride(from: Self.lot, through: 15, by: 5) {
        for applied in stride(from: Int64(0), through: online, by: 5) {
          for offlineApplied in max(0, offline - 2)...offline + online + 1 {
            let decision = try Reallocation.decide(
              demand(
                base: offline + online, offline: offline, online: online, applied: applied,
                offlineApplied: offlineApplied), by: rules)
            let shortage = online - applied
            let isEnough =
              offlineApplied >= offline && (shortage == 0 || offlineApplied >= offline + shortage)
            try #require((decision.suspension == nil) == isEnough, "\(decision)")
            try #require(decision.clawback.count == (isEnough ? -shortage : 0), "\(decision)")
            try check(decision)
          }
        }
      }
    }
  }

  private func check(_ decision: Reallocation) throws {
    let before = decision.demand
    try #require(
      decision.online.count + decision.offline.count
        == before.onlineBefore.count + before.offlineBefore.count)
    try #require(decision.online >= .zero && decision.offline >= .zero)
    try #require(decision.online.count == before.onlineBefore.count + decision.clawback.count)
    if decision.clawback > .zero {
      try #require(decision.online.isMultiple(of: Shares(Self.lot)))
    }
    let isDrawn = decision.suspension == nil && before.onlineApplied > decision.online
    try #require(decision.isDrawn == isDrawn)
    try #require(
      decision.winners(lot: Shares(Self.lot)) == (isDrawn ? decision.online.count / 5 : 0))
  }

  /// The least multiple of the lot that the band asks for, found by counting up.
  private func expected(_ world: ReallocationDemand, _ lockedTenths: Int64) -> Int64 {
    let (applied, online) = (world.onlineApplied.count, world.onlineBefore.count)
    let (offline, base) = (world.offlineBefore.count, world.base.count)
    guard applied > 50 * online, offline > 0 else { return 0 }
    let most = offline / Self.lot * Self.lot
    for moved in stride(from: Int64(0), through: most, by: 5) {
      let isEnough: Bool
      if applied > 150 * online {
        // Online at least 90% of the base less the locked part of what is not online.
        let final = online + moved
        isEnough = 100 * final >= 9 * (10 * base - lockedTenths * (base - final))
      } else {
        // At least a part of the base less the locked part of what stays offline.
        let percent: Int64 = applied > 100 * online ? 40 : 20
        isEnough = 1_000 * moved >= percent * (10 * base - lockedTenths * (offline - moved))
      }
      if isEnough { return moved }
    }
    return most
  }
}

import Clawback
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// Too little demand, and offerings without an offline tranche.
@Suite struct ShortageTests {
  @Test func `What online leaves goes offline where offline can absorb it`() throws {
    let exactly = try Reallocation.decide(
      demand(base: 10_000, offline: 6_000, online: 4_000, applied: 3_500, offlineApplied: 6_500),
      by: rules("cn-star-2023"))
    #expect(exactly.suspension == nil)
    #expect(exactly.band == "short")
    #expect(exactly.clawback == Shares(-500))
    #expect(exactly.online == Shares(3_500))
    #expect(exactly.offline == Shares(6_500))
    #expect(!exactly.isDrawn)
    #expect(exactly.winners(lot: Shares(500)) == 0)
    #expect(exactly.winningRate == .one)
    #expect(exactly.multiple.decimal(places: 2) == "0.88")
  }

  @Test func `One share too little offline suspends the issue`() throws {
    let decision = try Reallocation.decide(
      demand(base: 10_000, offline: 6_000, online: 4_000, applied: 3_500, offlineApplied: 6_499),
      by: rules("cn-star-2023"))
    #expect(decision.suspension == .onlineShortageNotAbsorbed)
    #expect(decision.reason.hasPrefix("suspended"))
    #expect(decision.band == "short")
    #expect(decision.clawback == .zero)
    #expect(decision.online == Shares(4_000) && decision.offline == Shares(6_000))
    #expect(!decision.isDrawn)
  }

  @Test func `A shortage cannot be decided while offline demand is unknown`() throws {
    let rules = try rules("cn-star-2023")
    #expect(throws: ReallocationError.offlineDemandUnknown(shortage: Shares(500))) {
      try Reallocation.decide(
        demand(base: 10_000, offline: 6_000, online: 4_000, applied: 3_500), by: rules)
    }
  }

  @Test func `An issue without offline shares and too little online is suspended`() throws {
    let decision = try Reallocation.decide(
      demand(base: 4_000, offline: 0, online: 4_000, applied: 3_500, offlineApplied: 0),
      by: rules("cn-chinext-2020"))
    #expect(decision.suspension == .onlineShortageNotAbsorbed)
  }

  @Test func `Offline short of its tranche suspends the issue whatever online asks`() throws {
    for applied in [Int64(3_500), 4_000, 4_500, 4_000_000] {
      let decision = try Reallocation.decide(
        demand(
          base: 10_000, offline: 6_000, online: 4_000, applied: applied, offlineApplied: 5_999),
        by: rules("cn-star-2023"))
      #expect(decision.suspension == .offlineUndersubscribed, "\(applied)")
      #expect(decision.reason.hasPrefix("suspended"))
      #expect(decision.clawback == .zero && decision.online == Shares(4_000))
      #expect(!decision.isDrawn && decision.winningRate == .one)
    }
    let enough = try Reallocation.decide(
      demand(base: 10_000, offline: 6_000, online: 4_000, applied: 4_500, offlineApplied: 6_000),
      by: rules("cn-star-2023"))
    #expect(enough.suspension == nil)
  }

  @Test func `Demand equal to supply gives everyone all and draws nothing`() throws {
    let rules = try rules("cn-star-2023")
    let equal = try Reallocation.decide(
      demand(base: 10_000, offline: 6_000, online: 4_000, applied: 4_000), by: rules)
    #expect(equal.band == "none" && equal.clawback == .zero && !equal.isDrawn)
    #expect(equal.winners(lot: rules.lot) == 0)
    #expect(equal.winningRate.percent(places: 0) == "100")
    let more = try Reallocation.decide(
      demand(base: 10_000, offline: 6_000, online: 4_000, applied: 4_500), by: rules)
    #expect(more.isDrawn)
    #expect(more.winners(lot: rules.lot) == 8)
    #expect(more.winningRate == Ratio(8, 9))
  }

  @Test(arguments: [51, 101, 151, 9_999])
  func `Direct pricing has nothing to move`(times: Int64) throws {
    let decision = try Reallocation.decide(
      demand(base: 20_000_000, offline: 0, online: 20_000_000, applied: times * 20_000_000),
      by: rules("cn-szse-main-approval"))
    #expect(decision.band == "none" && decision.clawback == .zero)
    #expect(decision.online == Shares(20_000_000) && decision.offline == .zero)
    #expect(decision.winners(lot: Shares(500)) == 40_000)
  }

  @Test func `Offline gives no more than whole lots of what it has`() throws {
    let decision = try Reallocation.decide(
      demand(base: 10_000, offline: 1_499, online: 8_501, applied: 8_501_000),
      by: rules("cn-szse-main-2023"))
    #expect(decision.clawback == Shares(1_000))
    #expect(decision.offline == Shares(499))
  }

  @Test func `Strategic shortfall goes offline`() throws {
    let offering = try Sample.offering { terms in
      terms.shares.strategic = Shares(2_001)
      terms.shares.offline = Shares(3_999)
    }
    let demand = try ReallocationDemand(
      offering: offering, strategicFinal: Shares(1_500), onlineApplied: Shares(4_000),
      offlineApplied: Shares(9_000))
    #expect(demand.base == Shares(8_500))
    #expect(demand.offlineBefore == Shares(4_500))
    #expect(demand.onlineBefore == Shares(4_000))
    #expect(demand.offlineApplied == Shares(9_000))
    let all = try ReallocationDemand(
      offering: offering, strategicFinal: Shares(2_001), onlineApplied: .zero, offlineApplied: nil)
    #expect(all.offlineBefore == Shares(3_999))
    #expect(
      throws: ReallocationError.strategicFinalAboveInitial(
        found: Shares(2_002), expected: Shares(2_001))
    ) {
      try ReallocationDemand(
        offering: offering, strategicFinal: Shares(2_002), onlineApplied: .zero,
        offlineApplied: nil)
    }
  }

  @Test func `Over-allotment enters the demand with online, not with the base`() throws {
    let offering = try Sample.offering { terms in
      terms.shares.online = Shares(5_500)
      terms.shares.overAllotment = Shares(1_500)
      terms.shares.offlineLocked = Ratio(7, 10)
    }
    let demand = try ReallocationDemand(
      offering: offering, strategicFinal: .zero, onlineApplied: .zero, offlineApplied: nil)
    #expect(demand.base == Shares(10_000))
    #expect(demand.onlineBefore == Shares(5_500))
    #expect(demand.offlineLocked == Ratio(7, 10))
  }

  @Test func `An offering without online shares has nothing to reallocate`() throws {
    let offering = try Sample.offering { terms in
      terms.shares.offline = Shares(10_000)
      terms.shares.online = .zero
    }
    #expect(throws: ReallocationError.noOnlineTranche) {
      try ReallocationDemand(
        offering: offering, strategicFinal: .zero, onlineApplied: .zero, offlineApplied: nil)
    }
  }
}

import Clawback
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// The decision on T, by the shipped rulebooks, against what was announced on T+1.
@Suite struct ReallocationOfDealsTests {
  @Test(arguments: Deal.determining(.multiple))
  func `The multiple comes out digit for digit`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    let decisions = try deal.decisions()
    try #require(!decisions.isEmpty)
    for decision in decisions {
      #expect(
        decision.multiple.decimal(places: rules.multipleDecimals)
          == deal.text("online_multiple_initial"), "\(deal): multiple")
    }
  }

  @Test(arguments: Deal.determining(.finalMultiple))
  func `The multiple after the clawback comes out digit for digit`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    for decision in try deal.decisions() {
      let multiple = Ratio(decision.demand.onlineApplied.count, decision.online.count)
      #expect(
        multiple.decimal(places: rules.multipleDecimals) == deal.text("online_multiple_final"),
        "\(deal): final multiple")
    }
  }

  @Test(arguments: Deal.determining(.clawback))
  func `The clawback comes out to the share`(deal: Deal) throws {
    for decision in try deal.decisions() {
      #expect(
        decision.clawback.count == deal.count("clawback_shares"),
        "\(deal): clawback, \(decision.reason)")
    }
  }

  @Test(arguments: Deal.determining(.tranches))
  func `The final tranches come out to the share`(deal: Deal) throws {
    for decision in try deal.decisions() {
      #expect(decision.suspension == nil, "\(deal): suspension")
      #expect(
        decision.online.count == deal.count("online_final"),
        "\(deal): online final, \(decision.reason)")
      if let offline = deal.count("offline_final") {
        #expect(decision.offline.count == offline, "\(deal): offline final, \(decision.reason)")
      }
    }
  }

  /// Where no decision can be made from the figures, the winners are the final online shares in
  /// lots; 300923 was priced directly and its demand not printed, so any demand stands for it.
  @Test(arguments: Deal.determining(.winners))
  func `The winners come out`(deal: Deal) throws {
    let lot = Shares(try #require(deal.count("lot_shares")))
    let winners = try #require(deal.count("winners"))
    for decision in try deal.decisions() {
      #expect(decision.winners(lot: lot) == winners, "\(deal): winners")
    }
    guard !deal.isDecided else { return }
    let online = try #require(deal.shares("online_final"))
    let rules = try #require(try deal.rules())
    let decision = try Reallocation.decide(
      ReallocationDemand(
        base: online, offlineBefore: .zero, onlineBefore: online, offlineLocked: .zero,
        onlineApplied: Shares(online.count * 60), offlineApplied: nil), by: rules)
    #expect(decision.winners(lot: lot) == winners, "\(deal): winners")
    #expect(decision.clawback == .zero, "\(deal): clawback without an offline tranche")
    #expect(rules.lot == lot, "\(deal): lot")
  }

  @Test(arguments: Deal.determining(.initialRate))
  func `The initial winning rate comes out digit for digit`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    for decision in try deal.decisions() {
      let rate = Ratio(decision.demand.onlineBefore.count, decision.demand.onlineApplied.count)
      #expect(
        rate.percent(places: rules.rateDecimals) == deal.text("win_rate_initial_pct"),
        "\(deal): initial rate")
    }
  }

  /// 301508 has no initial split: its rate is of the final lots and the numbers.
  @Test(arguments: Deal.determining(.finalRate))
  func `The final winning rate comes out digit for digit`(deal: Deal) throws {
    let rules = try #require(try deal.rules())
    let printed = try #require(deal.text("win_rate_final_pct"))
    for decision in try deal.decisions() {
      #expect(decision.isDrawn, "\(deal): drawn")
      #expect(
        decision.winningRate.percent(places: rules.rateDecimals) == printed, "\(deal): final rate")
    }
    let winners = try #require(deal.count("online_final")) / rules.lot.count
    let numbers = try #require(deal.numbers)
    for count in [numbers.lowerBound, numbers.upperBound] {
      #expect(
        Ratio(winners, count).percent(places: rules.rateDecimals) == printed,
        "\(deal): lots over numbers")
    }
  }

  @Test(arguments: Deal.determining(.strategicShift))
  func `What strategic investors leave goes offline`(deal: Deal) throws {
    let offering = try #require(try deal.offering())
    let final = try #require(deal.shares("strategic_final"))
    let shift = try #require(deal.count("strategic_to_offline_shift"))
    #expect(offering.terms.shares.strategic.count - final.count == shift, "\(deal): shift")
    guard deal.hasInitialSplit else { return }
    let demand = try ReallocationDemand(
      offering: offering, strategicFinal: final, onlineApplied: .zero, offlineApplied: nil)
    let expected = offering.terms.shares.offline.count + shift
    #expect(demand.offlineBefore.count == deal.count("offline_before_clawback") ?? expected)
    #expect(demand.onlineBefore.count == deal.onlineBefore, "\(deal): online before")
    #expect(demand.base.count == deal.base, "\(deal): base")
  }

  /// 70% of final offline is locked by agreement and left out of what 90:10 is measured by.
  @Test func `Chongqing Rural Commercial Bank ends at 90 to 10 of what is not locked`() throws {
    let deal = try #require(Deal.with(code: "601077"))
    let decision = try #require(try deal.decisions().first)
    let locked = try #require(deal.count("offline_locked_shares"))
    #expect(decision.band == "150+")
    #expect(decision.online.count == 990_244_000)
    let unlocked = decision.offline.count - locked
    #expect(unlocked == 110_025_468)
    let share = Ratio(decision.online.count, decision.online.count + unlocked)
    #expect(share.percent(places: 1) == "90.0")
  }

  @Test func `Huadian's over-allotment counts in the multiple and not in the base`() throws {
    let deal = try #require(Deal.with(code: "600930"))
    let decision = try #require(try deal.decisions().first)
    #expect(decision.band == "100+")
    #expect(decision.clawback.count == 703_934_000)
    #expect(decision.demand.base.count == 2_484_472_107)
    #expect(
      decision.online.count + decision.offline.count == decision.demand.base.count + 745_341_500)
  }

  @Test func `Riying's ninety per cent goes up to the lot of 1,000`() throws {
    let deal = try #require(Deal.with(code: "603286"))
    let decision = try #require(try deal.decisions().first)
    #expect(decision.online.count == 19_818_000)
    #expect(decision.clawback.count == 11_011_000)
    #expect(Ratio(decision.clawback.count, 22_019_000).percent(places: 3) == "50.007")
    #expect(Ratio(decision.offline.count, 22_019_000).percent(places: 3) == "9.996")
  }

  @Test(arguments: Deal.determining(.initialSplit))
  func `The printed division makes up the issue and stands on the lot`(deal: Deal) throws {
    guard let offering = try deal.offering() else {
      // 835185 went by rules before any shipped rulebook: only the sum is determined.
      let parts = ["strategic_initial", "offline_initial", "online_initial"].map { deal.count($0) }
      #expect(parts.compactMap(\.self).reduce(0, +) == deal.count("total_issue_shares"))
      return
    }
    #expect(offering.rules.lot.count == deal.count("lot_shares"), "\(deal): lot")
  }
}

import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import Testing
import TradingDays

/// Screening against the rules as they are written, each asked of every bid by itself: small books of a few
/// names, in which nearly everything goes wrong.
@Suite struct ScreeningOracleTests {
  private struct Chance {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }

    mutating func one(of texts: [String]) -> String { texts[below(texts.count)] }
  }

  /// Every reason why a bid is not valid, in the order of the tests.
  private func reasons(
    _ row: Int, in bids: [Bid], _ register: BidderRegister?, _ terms: BookTerms
  ) -> [ScreeningReason] {
    let bid = bids[row]
    func isTimely(_ bid: Bid) -> Bool {
      terms.opens <= bid.submittedAt && bid.submittedAt <= terms.closes
    }
    func isStanding(_ row: Int) -> Bool {
      isTimely(bids[row])
        && !bids.indices.contains { other in
          other != row && bids[other].account == bids[row].account && isTimely(bids[other])
            && (bids[row].submittedAt, bids[row].sequence, row)
              < (bids[other].submittedAt, bids[other].sequence, other)
        }
    }
    var reasons: [ScreeningReason] = []
    if bid.submittedAt < terms.opens { reasons.append(.early) }
    if bid.submittedAt > terms.closes { reasons.append(.late) }
    if isTimely(bid), !isStanding(row) { reasons.append(.superseded) }
    if let register {
      if let bidder = register[bid.account], bidder.investor == bid.investor {
        switch bidder.standing {
        case .registered: break
        case .incomplete: reasons.append(.documentsMissing)
        case .related: reasons.append(.related)
        case .barred: reasons.append(.barred)
        }
        if bidder.investorClass != bid.investorClass { reasons.append(.classDiffers) }
      } else {
        reasons.append(.unregistered)
      }
    }
    if !terms.classes.contains(bid.investorClass) { reasons.append(.unknownClass) }
    if bid.price.millionths % (terms.tick.fen * 10_000) != 0 { reasons.append(.offTick) }
    if bid.shares < terms.minimum {
      reasons.append(.belowMinimum)
    } else if (bid.shares.count - terms.minimum.count) % terms.step.count != 0 {
      reasons.append(.offStep)
    }
    if let maximum = terms.maximum, bid.shares > maximum { reasons.append(.aboveMaximum) }
    if let assets = register?[bid.account]?.assets,
      Int128(bid.price.millionths) * Int128(bid.shares.count) > Int128(assets.fen) * 10_000
    {
      reasons.append(.overAssets)
    }
    let prices = bids.indices.filter { isStanding($0) && bids[$0].investor == bid.investor }
      .map { bids[$0].price.millionths }
    if isStanding(row), let low = prices.min(), let high = prices.max() {
      if Set(prices).count > terms.rules.pricesPerInvestor { reasons.append(.tooManyPrices) }
      if let spread = terms.rules.priceSpread,
        Int128(high - low) * Int128(spread.denominator) > Int128(low) * Int128(spread.numerator)
      {
        reasons.append(.priceSpread)
      }
    }
    return reasons
  }

  @Test(arguments: [true, false])
  func `Every bid has the reasons that the rules give it`(isRegisterKnown: Bool) throws {
    let offering = try Inquiry.offering { inquiry in
      inquiry.minimumShares = Shares(200)
      inquiry.maximumShares = Shares(900)
    }
    let terms = try BookTerms(of: offering)
    var chance = Chance(state: isRegisterKnown ? 1 : 2)
    var seen: Set<ScreeningReason> = []
    var valid = 0
    for _ in 0..<200 {
      var bidders: [AccountName: BidderRegister.Bidder] = [:]
      for account in ["a", "b", "c", "long-name-of-an-account", "d"] where chance.below(8) > 0 {
        let standings: [BidderRegister.Standing] = [
          .registered, .registered, .registered, .incomplete, .related, .barred(through: nil),
        ]
        bidders[try #require(AccountName(account))] = .init(
          investor: try #require(AccountName(chance.one(of: ["f", "f", "g"]))),
          investorClass: chance.one(of: ["A", "A", "A", "B"]),
          assets: chance.below(2) == 0 ? nil : Money(fen: Int64(chance.below(1_200_000))),
          standing: standings[chance.below(standings.count)])
      }
      let register = isRegisterKnown ? BidderRegister(bidders) : nil
      let bids = try (0..<1 + chance.below(9)).map { _ in
        try bid(
          [
            chance.one(of: ["f", "f", "g"]),
            chance.one(of: ["a", "b", "c", "d", "long-name-of-an-account"]),
            chance.one(of: ["A", "A", "A", "B", "Z"]),
            chance.one(of: [
              "10.00", "10.00", "10.01", "10.50", "11.00", "12.00", "12.01", "10.005",
            ]),
            chance.one(of: ["200", "300", "900", "500", "1000", "100", "250"]),
            chance.one(of: ["9:29:59", "9:30", "10:00", "10:00", "15:00", "15:00:01", "11:00"]),
            "\(chance.below(3))",
          ].joined(separator: " "))
      }
      let screening = try Screening.screen(Book(bids: bids), register: register, by: terms)
      let expected = bids.indices.map { reasons($0, in: bids, register, terms) }
      var found = [[ScreeningReason]](repeating: [], count: bids.count)
      for removal in screening.removed { found[removal.row] = removal.reasons }
      #expect(found == expected, "\(bids)")
      #expect(screening.valid.map(\.row) == expected.indices.filter { expected[$0].isEmpty })
      #expect(screening.receivedTotals.accounts == Set(bids.map(\.account)).count)
      #expect(screening.investors.count == Set(bids.map(\.investor)).count)
      for bid in screening.valid {
        #expect(screening.investors[bid.investor] == bids[bid.row].investor)
        #expect(terms.classes[bid.investorClass] == bids[bid.row].investorClass)
      }
      seen.formUnion(expected.flatMap(\.self))
      valid += screening.valid.count
    }
    // Nothing that can happen was left out.
    let withRegister: Set<ScreeningReason> = [
      .unregistered, .barred, .related, .documentsMissing, .classDiffers, .overAssets,
    ]
    #expect(
      seen == Set(ScreeningReason.allCases).subtracting(isRegisterKnown ? [] : withRegister))
    #expect(valid > 10)
  }

  @Test func `The order of removal is that of its rules, whatever the keys say first`() throws {
    let terms = try BookTerms(of: Inquiry.offering())
    var chance = Chance(state: 3)
    for _ in 0..<500 {
      let bids = try (0..<12).map { index in
        try bid(
          "f\(index) a\(index) A 10.0\(chance.below(3)) \(100 * (1 + chance.below(3))) "
            + "10:0\(chance.below(2)) \(chance.below(2))")
      }
      let screening = try Screening.screen(Book(bids: bids), register: nil, by: terms)
      let ranked = try RankedBids(screening).bids
      for (first, second) in zip(ranked, ranked.dropFirst()) {
        #expect(first.isRemoved(before: second) && !second.isRemoved(before: first))
      }
      #expect(ranked.count == 12)
    }
  }
}

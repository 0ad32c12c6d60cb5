import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing
import TradingDays

/// Each test of a bid, on both sides of its boundary; the calls take 9:30 to 15:00, three prices an investor
/// with a spread of 20%, steps of 100 shares.
@Suite struct ScreeningTests {
  @Test func `A sound book loses nothing`() throws {
    let screening = try Inquiry.screening([
      "f a A 10.00 100 9:30 1", "f b A 12.00 200 15:00 2", "g c B 0.01 1000000 12:00 3",
    ])
    #expect(screening.removed.isEmpty && screening.valid.map(\.row) == [0, 1, 2])
    #expect(screening.validTotals == screening.receivedTotals)
    #expect(
      screening.validTotals
        == BookTotals(bids: 3, investors: 2, accounts: 3, shares: Shares(1_000_300)))
  }

  @Test func `Bids outside the hours of the inquiry do not count`() throws {
    let removed = try Inquiry.removed([
      "f a A 10.00 100 9:29:59 1", "f b A 10.00 100 9:30:00 2", "f c A 10.00 100 15:00:00 3",
      "f d A 10.00 100 15:00:01 4",
    ])
    #expect(removed == ["1 early", "4 late"])
  }

  @Test func `Without a stated opening no bid is early`() throws {
    let offering = try Inquiry.offering { $0.opens = nil }
    let removed = try Inquiry.removed(
      ["f a A 10.00 100 0:00 1", "f b A 10.00 100 15:00:01 2"], of: offering)
    #expect(removed == ["2 late"])
  }

  @Test func `The deal's own hours go before the rulebook's`() throws {
    let opens = try time("13:00")
    let offering = try Inquiry.offering { $0.opens = opens }
    let removed = try Inquiry.removed(
      ["f a A 10.00 100 12:59:59 1", "f b A 10.00 100 13:00 2"], of: offering)
    #expect(removed == ["1 early"])
  }

  @Test func `An account's last bid in time counts`() throws {
    let removed = try Inquiry.removed([
      "f a A 10.00 100 10:00 1", "f a A 11.00 100 11:00 2", "f b A 10.00 100 11:00 4",
      "f b A 11.00 100 10:00 3", "f c A 10.00 100 10:00 6", "f c A 10.50 100 10:00 5",
      "f d A 10.00 100 10:00 7", "f d A 11.00 100 15:00:01 8",
    ])
    #expect(removed == ["1 superseded", "4 superseded", "6 superseded", "8 late"])
  }

  @Test func `Of wholly equal bids the later row stands`() throws {
    let row = "f a A 10.00 100 10:00 1"
    #expect(try Inquiry.removed([row, row]) == ["1 superseded"])
  }

  @Test func `A bid that is replaced by one that is not valid stays replaced`() throws {
    let removed = try Inquiry.removed(["f a A 10.00 100 10:00 1", "f a A 10.00 150 11:00 2"])
    #expect(removed == ["1 superseded", "2 offStep"])
  }

  @Test func `Quantities have a least, a step counted from it, and a most`() throws {
    let offering = try Inquiry.offering {
      $0.minimumShares = Shares(250)
      $0.maximumShares = Shares(550)
    }
    let removed = try Inquiry.removed(
      [
        "f a A 10.00 249 10:00 1", "f b A 10.00 250 10:00 2", "f c A 10.00 300 10:00 3",
        "f d A 10.00 350 10:00 4", "f e A 10.00 550 10:00 5", "f g A 10.00 551 10:00 6",
        "f h A 10.00 650 10:00 7",
      ], of: offering)
    #expect(
      removed == ["1 belowMinimum", "3 offStep", "6 offStep aboveMaximum", "7 aboveMaximum"])
  }

  @Test func `Prices lie on the tick`() throws {
    let removed = try Inquiry.removed([
      "f a A 10.01 100 10:00 1", "f b A 10.005 100 10:00 2", "f c A 10.010000 100 10:00 3",
    ])
    #expect(removed == ["2 offTick"])
  }

  @Test func `A class of the deal, the one that the account is registered with`() throws {
    #expect(try Inquiry.removed(["f a C 10.00 100 10:00 1"]) == ["1 unknownClass"])
    let register = try BidderRegister(["a": "f", "b": "f"])
    #expect(
      try Inquiry.removed(
        ["f a A 10.00 100 10:00 1", "f b B 10.00 100 10:00 2"], register: register)
        == ["2 classDiffers"])
  }

  @Test func `Only registered accounts of their investor may quote`() throws {
    let register = try BidderRegister(["a": "f", "b": "g"])
    let removed = try Inquiry.removed(
      ["f a A 10.00 100 10:00 1", "f b A 10.00 100 10:00 2", "f c A 10.00 100 10:00 3"],
      register: register)
    #expect(removed == ["2 unregistered", "3 unregistered"])
  }

  @Test func `Barred through a day, without an end, connected, or without documents`() throws {
    let day = try Inquiry.day
    let standings: [(BidderRegister.Standing, String?)] = [
      (.barred(through: day.adding(days: -1)), nil), (.barred(through: day), "barred"),
      (.barred(through: nil), "barred"), (.related, "related"),
      (.incomplete, "documentsMissing"), (.registered, nil),
    ]
    for (standing, reason) in standings {
      let register = try BidderRegister(["a": "f"], standing: standing)
      let removed = try Inquiry.removed(["f a A 10.00 100 10:00 1"], register: register)
      #expect(removed == (reason.map { ["1 \($0)"] } ?? []), "\(standing)")
    }
  }

  @Test func `What a bid costs is at most the account's assets`() throws {
    let register = try BidderRegister(["a": "f", "b": "f"], assets: Money(fen: 100_000))
    let removed = try Inquiry.removed(
      ["f a A 10.00 100 10:00 1", "f b A 10.01 100 10:00 2"], register: register)
    #expect(removed == ["2 overAssets"])
  }

  @Test func `At most three prices an investor, counted over all its bids that stand`() throws {
    let three = ["f a A 10.00 100 10:00 1", "f b A 10.01 100 10:00 2", "f c A 10.02 100 10:00 3"]
    #expect(try Inquiry.removed(three + ["f d A 10.00 100 10:00 4"]).isEmpty)
    #expect(
      try Inquiry.removed(three + ["f d A 10.03 100 10:00 4", "g e A 10.00 100 10:00 5"]) == [
        "1 tooManyPrices", "2 tooManyPrices", "3 tooManyPrices", "4 tooManyPrices",
      ])
    // A price that was withdrawn in time is none.
    #expect(
      try Inquiry.removed(three + ["f d A 10.03 100 10:00 4", "f d A 10.02 100 10:01 5"])
        == ["4 superseded"])
  }

  @Test func `The highest price is at most a fifth above the lowest`() throws {
    #expect(
      try Inquiry.removed(["f a A 10.00 100 10:00 1", "f b A 12.00 100 10:00 2"]).isEmpty)
    #expect(
      try Inquiry.removed(["f a A 10.00 100 10:00 1", "f b A 12.01 100 10:00 2"])
        == ["1 priceSpread", "2 priceSpread"])
    let offering = try Inquiry.offering(rules: { $0.book.priceSpread = nil })
    #expect(
      try Inquiry.removed(
        ["f a A 10.00 100 10:00 1", "f b A 99.00 100 10:00 2"], of: offering
      ).isEmpty)
  }

  @Test func `A bid is removed for the first test that it fails, and keeps the others`() throws {
    let screening = try Inquiry.screening(["f a X 10.005 150 15:00:01 1"])
    #expect(screening.removed[0].reason == .late)
    #expect(screening.removed[0].reasons == [.late, .unknownClass, .offTick, .offStep])
    let sums = try screening.removedByReason()
    #expect(sums.map(\.reason) == [.late] && sums[0].bids == 1 && sums[0].shares == Shares(150))
  }

  @Test func `Removed and valid are received in bids, accounts and shares`() throws {
    let screening = try Inquiry.screening([
      "f a A 10.00 100 10:00 1", "f a A 11.00 300 11:00 2", "g b A 10.00 150 10:00 3",
      "h c A 10.00 100 9:00 4", "h c A 10.00 700 10:00 5", "k d A 10.00 100 16:00 6",
    ])
    #expect(
      screening.receivedTotals
        == BookTotals(bids: 6, investors: 4, accounts: 4, shares: Shares(1_450)))
    #expect(
      screening.validTotals
        == BookTotals(bids: 2, investors: 2, accounts: 2, shares: Shares(1_000)))
    #expect(
      screening.removedTotals
        == BookTotals(bids: 4, investors: 4, accounts: 2, shares: Shares(450)))
  }

  @Test func `Shares that do not fit 64 bits are refused`() throws {
    #expect(throws: QuantityError.self) {
      try Inquiry.screening([
        "f a A 10.00 9223372036854775800 10:00 1", "f b A 10.00 100 10:00 2",
      ])
    }
  }
}

extension BidderRegister {
  /// Accounts of class A by their investors.
  fileprivate init(
    _ investors: [String: String], assets: Money? = nil, standing: Standing = .registered
  ) throws {
    var bidders: [AccountName: Bidder] = [:]
    for (account, investor) in investors {
      guard let account = AccountName(account), let investor = AccountName(investor) else {
        throw MalformedName(text: account)
      }
      bidders[account] = Bidder(
        investor: investor, investorClass: "A", assets: assets, standing: standing)
    }
    self.init(bidders)
  }
}

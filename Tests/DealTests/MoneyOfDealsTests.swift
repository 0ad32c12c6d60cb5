import Allotment
import Cryptography
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Settlement
import ShareRegister
import Testing
import TradingDays

/// Payments, take-up, proceeds and the register of real deals.
@Suite struct MoneyOfDealsTests {
  /// One account stands for all that paid and one for all that did not: nobody printed the rows.
  @Test(arguments: Deal.determining(.collection))
  func `Paid and abandoned make up what was allotted, to the fen`(deal: Deal) throws {
    let offering = try #require(try deal.offering())
    for tranche in [Tranche.online, .offline] {
      let name = tranche.rawValue
      guard let allotted = deal.shares("\(name)_final"),
        let abandoned = deal.count("\(name)_abandoned_shares")
      else { continue }
      let paid = Shares(allotted.count - abandoned)
      #expect(paid.count == deal.count("\(name)_paid_shares"), "\(deal): \(name) paid shares")
      let collection = try collect(paid, unpaid: Shares(abandoned), tranche, of: offering)
      let totals = try collection.totals(tranche)
      #expect(totals.kept == paid, "\(deal): \(name) kept")
      #expect(totals.abandoned.count == abandoned, "\(deal): \(name) abandoned")
      if let amount = try deal.money("\(name)_paid_amount") {
        #expect(totals.keptAmount == amount, "\(deal): \(name) paid amount")
      }
      if let amount = try deal.money("\(name)_abandoned_amount") {
        #expect(totals.abandonedAmount == amount, "\(deal): \(name) abandoned amount")
      }
    }
    let takenUp = deal.count("offline_abandoned_shares") ?? 0
    let all = Shares(takenUp + (deal.count("online_abandoned_shares") ?? 0))
    #expect(deal.shares("takeup_shares") == all, "\(deal): take-up")
    #expect(
      try offering.atItsPrice().price * all == deal.money("takeup_amount"),
      "\(deal): take-up amount")
  }

  private func collect(
    _ paid: Shares, unpaid: Shares, _ tranche: Tranche, of offering: Offering
  ) throws -> Collection {
    let payer = try #require(AccountName("payer"))
    let dues = [
      try Due(tranche: tranche, account: payer.text, shares: paid, of: offering.atItsPrice()),
      try Due(tranche: tranche, account: "defaulter", shares: unpaid, of: offering.atItsPrice()),
    ]
    let payment = Payment(
      account: payer, tranche: tranche, amount: try offering.atItsPrice().price * paid,
      paidAt: .earliest, reference: "1")
    return try Collection.collect(
      dues, [payment], of: offering.atItsPrice(), deadlines: [tranche: .latest])
  }

  @Test(arguments: Deal.determining(.takeUpPercent))
  func `The take-up's share of the issue comes out as printed`(deal: Deal) throws {
    let total = try #require(deal.count("total_issue_shares"))
    let taken = try #require(deal.count("takeup_shares") ?? deal.count("online_abandoned_shares"))
    let printed = try #require(deal.text("takeup_pct_of_total"))
    #expect(
      Ratio(taken, total).percent(places: decimals(of: printed)) == printed,
      "\(deal): take-up of the issue")
    guard let ofBase = deal.text("takeup_pct_ex_strategic"), let base = deal.base else { return }
    #expect(
      Ratio(taken, base).percent(places: decimals(of: ofBase)) == ofBase,
      "\(deal): take-up of the issue less strategic")
  }

  @Test(arguments: Deal.determining(.gross))
  func `Gross proceeds are shares times price`(deal: Deal) throws {
    let printed = try #require(deal.text("gross"))
    let total = try #require(deal.shares("total_issue_shares"))
    let gross: Money
    if let offering = try deal.offering() {
      gross = try ProceedsStatement(of: offering.atItsPrice()).gross
    } else {
      gross = try #require(try deal.price) * total
    }
    #expect(try rounded(gross, as: printed, deal, "gross") == Money(parsing: printed), "\(deal)")
  }

  @Test(arguments: Deal.determining(.net))
  func `Net proceeds are gross less fees`(deal: Deal) throws {
    let offering = try #require(try deal.offering())
    let statement = try ProceedsStatement(of: offering.atItsPrice())
    let printed = try #require(deal.text("net"))
    let net = try rounded(statement.net, as: printed, deal, "net")
    #expect(try net == Money(parsing: printed), "\(deal): net, found \(statement.net)")
    let parts = try statement.handedOn + statement.feeKept + statement.vat
    #expect(parts == statement.gross, "\(deal): what is divided")
    if let duty = try deal.money("stamp_duty_derived") {
      #expect(statement.stampDuty == duty, "\(deal): stamp duty")
    }
  }

  /// Printed to the fen, or in units of 10,000 yuan with two decimals, that is to 100 yuan; 688052
  /// in units of 100 million with two decimals.
  private func rounded(
    _ amount: Money, as printed: String, _ deal: Deal, _ figure: String
  ) throws -> Money {
    guard decimals(of: printed) == 0 else { return amount }
    let unit = (deal.count("\(figure)_rounded_to_yuan") ?? 100) * 100
    return Money(fen: Int64(divide(Int128(amount.fen), by: Int128(unit), .halfUp)) * unit)
  }

  /// Each group of holders stands as one: online and unlocked offline shares are free.
  @Test(arguments: Deal.determining(.freeFloat))
  func `The free float is online and unlocked offline shares`(deal: Deal) throws {
    let listing = try #require(deal.text("listing_date").flatMap { Day($0) })
    let offline = try #require(deal.count("offline_final"))
    let locked = try #require(deal.count("offline_locked_shares"))
    let end = listing.adding(months: 6)
    var holdings = [
      Holding(
        holder: "online", shares: try #require(deal.shares("online_final")), lockedUntil: nil,
        origin: .online),
      Holding(
        holder: "free", shares: Shares(offline - locked), lockedUntil: nil, origin: .offline),
      Holding(holder: "locked", shares: Shares(locked), lockedUntil: end, origin: .offline),
      Holding(
        holder: "earlier", shares: try #require(deal.shares("pre_ipo_shares")),
        lockedUntil: listing.adding(months: 36), origin: .preIPO),
    ]
    if let strategic = deal.shares("strategic_final"), strategic > .zero {
      holdings.append(
        Holding(
          holder: "strategic", shares: strategic, lockedUntil: listing.adding(months: 12),
          origin: .strategic))
    }
    let schedule = try LockSchedule(holdings, calendar: .xshg)
    #expect(schedule.free.count == deal.count("free_float"), "\(deal): free float")
    #expect(
      try schedule.free + schedule.locked == deal.shares("post_issue_total_shares"),
      "\(deal): capital")
    if let announced = deal.text("offline_unlock_announced").flatMap({ Day($0) }) {
      let session = try #require(schedule.tranches.first?.session)
      #expect(session <= announced, "\(deal): offline unlock")
    }
  }

  /// 10% of the accounts, rounded up, by lot; their shares were not printed.
  @Test(arguments: Deal.determining(.lockedAccounts))
  func `The account lottery draws the printed number of accounts`(deal: Deal) throws {
    let accounts = try #require(deal.count("offline_accounts"))
    let offering = try Sample.offering(rulebook: try #require(deal.rulebook)) { terms in
      terms.shares.total = Shares(accounts * 10)
      terms.shares.offline = Shares(accounts * 10)
      terms.shares.online = .zero
    }
    let bids = try Sample.bids((0..<accounts).map { _ in ("A", 10) })
    let allotment = try OfflineAllotment.allot(
      Shares(accounts * 10), among: bids, of: offering, announced: [])
    let lock = try OfflineLock.decide(
      allotment, of: offering, lots: .seed(.zero, grade: "demonstration"))
    #expect(
      lock.draw.map { Int64($0.drawn.count) } == deal.count("offline_accounts_locked"), "\(deal)")
  }

  /// Each account's part is rounded up: the printed sum lies above 70% of final offline, and by
  /// less than the accounts can add.
  @Test(arguments: Deal.determining(.lockedShares).filter { $0.has("offline_locked_shares") })
  func `The agreed lock is at least the agreed share`(deal: Deal) throws {
    let share = try Ratio(fraction: try #require(deal.text("offline_locked_share")))
    let offline = try #require(deal.count("offline_final"))
    let locked = try #require(deal.count("offline_locked_shares"))
    let least = try share.times(offline, .up)
    #expect(locked >= least, "\(deal): locked")
    #expect(locked < least + 10_000, "\(deal): locked")
  }
}

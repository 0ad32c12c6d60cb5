import Allotment
import Bookbuilding
import Cryptography
import Lottery
import Offerings
import Quantities
import Rulebooks
import TradingDays

extension Synthesis {
  /// A book whose pro rata allotment of `offer` meets the published demand, the locked shares and
  /// the abandoned ones exactly.
  ///
  /// Works backwards: first what each account shall receive, then bids that lead there.
  func bidRows(_ offer: Shares) throws -> RowText {
    guard let demand = facts.offline else { throw SynthesisError.totalMissing("facts.offline") }
    var generator = generator("bids")
    var accounts = SyntheticAccounts(
      classes: try classes(offer, demand.shares, &generator), offer: offer.count)
    try accounts.plan(
      drawn: drawnAccounts(accounts.names), locked: targets.offlineLocked,
      lockShares: try lockShares(), abandoned: targets.offlineAbandoned.count, &generator)
    let bids = try accounts.bids()
    return try rows(accounts, bids, &generator)
  }

  /// The classes with their accounts, what they receive, and what they bid in all.
  private func classes(
    _ offer: Shares, _ demand: Shares, _ generator: inout SHA256Generator
  ) throws -> [SyntheticAccounts.Pool] {
    let names = offering.bidClasses
    let announced = facts.offline?.allotted ?? []
    let counts = accountCounts(names)
    guard !announced.isEmpty else {
      // One ratio for all: the leading classes hold so much of the demand that no priority binds.
      return [
        .init(
          names: names, accounts: counts, offer: offer.count, demand: demand.count)
      ]
    }
    // Each class is served a little better than the next.
    let weights = announced.enumerated().map { index, part in
      part.shares.count / 100 * (100 + Int64(index))
    }
    let demands = ShareSplit.proportional(demand.count, weights)
    return try zip(announced, demands).map { part, demand in
      guard let index = names.firstIndex(of: part.name), demand >= part.shares.count else {
        throw SynthesisError.totalsImpossible("class \(part.name) cannot bid \(demand) shares")
      }
      return .init(
        names: [part.name], accounts: [counts[index]], offer: part.shares.count, demand: demand)
    }
  }

  /// Accounts of each class: as the folder says, else nine tenths of what is left to the next.
  func accountCounts(_ names: [String]) -> [Int] {
    if !targets.classAccounts.isEmpty { return names.map { targets.classAccounts[$0] ?? 0 } }
    var left = targets.offlineAccounts
    return names.enumerated().map { index, _ in
      let own = index == names.count - 1 ? left : max(1, left * 9 / 10)
      left -= own
      return own
    }
  }

  /// The accounts that the lock-up's lottery will draw, known before anyone bids since the draw
  /// depends on nothing but their number.
  func drawnAccounts(_ classes: [String]) throws -> Set<Int> {
    guard case .accountLottery(let share, _, let names) = offering.rules.offlineLock,
      OfflineLock.needsLots(offering)
    else { return [] }
    guard case .bare(let online) = offering.terms.lottery.seed else {
      // Whom an unknown seed will draw matters only where a published total has to come out.
      guard targets.offlineLocked == nil else {
        throw SynthesisError.totalMissing("lottery.seed")
      }
      return []
    }
    let seed = OfflineLock.seed(offering: offering.terms.code, online: online)
    let candidates = classes.indices.filter { names.contains(classes[$0]) }
    let winners = try share.times(Int64(candidates.count), .up)
    let numbers = try NumberRange(first: 1, count: Int64(candidates.count))
    let drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: seed)
    return Set(drawn.map { candidates[Int($0 - 1)] })
  }

  /// The part of an account that is locked, by class; empty where accounts are drawn whole.
  func lockShares() throws -> [String: Ratio] {
    let agreed = offering.terms.shares.offlineLocked
    switch offering.rules.offlineLock {
    case _ where agreed > .zero:
      return Dictionary(uniqueKeysWithValues: offering.bidClasses.map { ($0, agreed) })
    case .proportional(let share, _):
      return Dictionary(uniqueKeysWithValues: offering.bidClasses.map { ($0, share) })
    case .tiers:
      return Dictionary(
        uniqueKeysWithValues: offering.terms.lockTiers.map { ($0.name, $0.tier.share) })
    case .none, .accountLottery:
      return [:]
    }
  }

  /// Quotes at and a little above the price, on the book's day T-3.
  private func rows(
    _ accounts: SyntheticAccounts, _ bids: [Int64], _ generator: inout SHA256Generator
  ) throws -> RowText {
    let day = try offering.day(-3)
    let opening = Instant.at(day, hour: 9, minute: 30)
    let closing = Instant.at(day, hour: 15)
    let tick = offering.rules.priceTick.fen
    let steps = UInt64(max(1, priced.price.fen / tick / 12))
    let investors = max(1, accounts.names.count / 28)
    var rows = RowText("investor,account,class,price,shares,submitted_at,sequence")
    for (index, name) in accounts.names.enumerated() {
      let price = Price(
        fen: priced.price.fen + Int64(generator.below(steps)) * tick)
      rows.append(
        "INVESTOR-\(1 + generator.below(UInt64(investors)))", "ACCOUNT-\(index + 1)", name,
        price.canonical, String(bids[index]), time(from: opening, to: closing, &generator),
        String(index + 1))
    }
    return rows
  }
}

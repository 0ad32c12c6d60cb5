import CanonicalJSON
import Cryptography
import Lottery
import Quantities
import Rulebooks
import TradingDays

/// What is fixed before T: the head of `offering.yaml`. The journal's first entry carries all of it.
public struct Terms: Equatable, Sendable {
  /// The issuer's short name (证券简称).
  public var name: String
  /// The security's code (证券代码); also the unit of its shares in the ledger.
  public var code: String
  /// The rulebook's id, or the path of a file beside `offering.yaml`.
  public var rulebook: String
  public var price: Price
  /// T, the day of application online and offline (申购日).
  public var subscriptionDay: Day
  public var shares: ShareTerms
  public var lottery: LotteryTerms
  /// By class, the best served first; only where the rulebook leaves lock tiers to the deal.
  public var lockTiers: [ClassTier]
  /// The underwriter's account in the register (余额包销 goes there).
  public var underwriter: AccountName
  public var fees: FeeTerms

  public init(
    name: String, code: String, rulebook: String, price: Price, subscriptionDay: Day,
    shares: ShareTerms, lottery: LotteryTerms, lockTiers: [ClassTier], underwriter: AccountName,
    fees: FeeTerms
  ) {
    self.name = name
    self.code = code
    self.rulebook = rulebook
    self.price = price
    self.subscriptionDay = subscriptionDay
    self.shares = shares
    self.lottery = lottery
    self.lockTiers = lockTiers
    self.underwriter = underwriter
    self.fees = fees
  }

  /// The terms as the journal carries them; the rulebook's own text stands beside them there.
  public var canonical: JSONValue {
    [
      "name": .string(name), "code": .string(code), "currency": "CNY",
      "price": .string(price.canonical), "subscription_day": .string(subscriptionDay.description),
      "shares": shares.canonical, "lottery": lottery.canonical,
      "lock_tiers": .array(lockTiers.map(\.canonical)),
      "underwriter": .string(underwriter.text), "fees": fees.canonical,
    ]
  }
}

/// The offering's shares as first divided (初始发行数量).
public struct ShareTerms: Equatable, Sendable {
  /// The base issue, without over-allotment.
  public var total: Shares
  public var strategic: Shares
  /// Before strategic shortfall and clawback.
  public var offline: Shares
  /// Before clawback, over-allotted shares included.
  public var online: Shares
  /// Shares sold beyond the base issue (超额配售), all of them online.
  public var overAllotment: Shares
  /// The part of FINAL offline shares that is locked by agreement, in deals above 10bn yuan.
  public var offlineLocked: Ratio
  /// Shares that existed before the offering.
  public var preIPO: Shares

  public init(
    total: Shares, strategic: Shares, offline: Shares, online: Shares, overAllotment: Shares,
    offlineLocked: Ratio, preIPO: Shares
  ) {
    self.total = total
    self.strategic = strategic
    self.offline = offline
    self.online = online
    self.overAllotment = overAllotment
    self.offlineLocked = offlineLocked
    self.preIPO = preIPO
  }

  var canonical: JSONValue {
    [
      "total": .string(String(total.count)), "strategic": .string(String(strategic.count)),
      "offline": .string(String(offline.count)), "online": .string(String(online.count)),
      "over_allotment": .string(String(overAllotment.count)),
      "offline_locked_percent": .string(offlineLocked.shortPercent),
      "pre_ipo": .string(String(preIPO.count)),
    ]
  }
}

/// How the draw is made.
public struct LotteryTerms: Equatable, Sendable {
  public var firstNumber: Int64
  public var nines: Nines
  /// A bare seed: it makes a draw a demonstration, since whoever wrote the terms chose it.
  public var seed: Digest?

  public init(firstNumber: Int64, nines: Nines, seed: Digest?) {
    self.firstNumber = firstNumber
    self.nines = nines
    self.seed = seed
  }

  var canonical: JSONValue {
    [
      "first_number": .string(String(firstNumber)), "nines": .string(nines.description),
      "seed": seed.map { .string($0.hex) } ?? .null,
    ]
  }
}

/// A class of offline investors with the lock-up it agreed to.
public struct ClassTier: Equatable, Sendable {
  public let name: String
  public let tier: LockTier

  public init(name: String, tier: LockTier) {
    self.name = name
    self.tier = tier
  }

  var canonical: JSONValue {
    [
      "class": .string(name), "percent": .string(tier.share.shortPercent),
      "months": .integer(Int64(tier.months)),
    ]
  }
}

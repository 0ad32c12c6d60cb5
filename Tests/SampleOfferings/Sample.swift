import Cryptography
import Inputs
import Lottery
import Offerings
import Quantities
import Rulebooks
import TradingDays

/// Small valid offerings under the shipped rulebooks, changed only where a test says so.
public enum Sample {
  /// A shipped rulebook with the amendments up to `day`; without a day, with all of them.
  public static func rulebook(_ id: String, on day: Day? = nil) throws -> Rulebook {
    guard let bytes = ShippedRulebooks.bytes(of: id) else { throw UnknownRulebook(id: id) }
    return try RulebookFile.read(bytes, file: id + ".yaml", on: day)
  }

  /// 10,000 shares at 10.00 yuan: 6,000 offline, 4,000 online, T on the rulebook's first session.
  public static func offering(
    rulebook id: String = "cn-star-2023", terms adjustTerms: (inout Terms) -> Void = { _ in },
    rules adjustRules: (inout RuleValues) -> Void = { _ in }
  ) throws -> Offering {
    let shipped = try rulebook(id)
    var values = shipped.values
    adjustRules(&values)
    let rulebook = Rulebook(
      id: shipped.id, title: shipped.title, exchange: shipped.exchange, calendar: shipped.calendar,
      inForce: shipped.inForce, rules: shipped.rules, values: values)
    var terms = try terms(under: rulebook)
    adjustTerms(&terms)
    return try Offering(terms: terms, rulebook: rulebook, calendar: .xshg)
  }

  private static func terms(under rulebook: Rulebook) throws -> Terms {
    let rules = rulebook.values
    return Terms(
      name: "样本", code: "600000", rulebook: rulebook.id, price: Price(fen: 1_000),
      subscriptionDay: try TradingCalendar.xshg.session(onOrAfter: rulebook.inForce.from),
      shares: ShareTerms(
        total: Shares(10_000), strategic: .zero, offline: Shares(6_000), online: Shares(4_000),
        overAllotment: .zero, offlineLocked: .zero, preIPO: .zero),
      lottery: LotteryTerms(
        firstNumber: rules.firstNumber, method: .tailNumbers(rules.nines),
        seed: .bare(SHA256.hash("seed"))),
      lockTiers: rules.offlineLock == .tiers ? tiers : [], underwriter: .underwriter, fees: .none)
  }

  /// The tiers of 688795.
  private static let tiers = [
    ClassTier(name: "A1", tier: LockTier(share: Ratio(70, 100), months: 9)),
    ClassTier(name: "A2", tier: LockTier(share: Ratio(45, 100), months: 6)),
    ClassTier(name: "A3", tier: LockTier(share: Ratio(20, 100), months: 6)),
    ClassTier(name: "B", tier: LockTier(share: Ratio(20, 100), months: 6)),
  ]
}

/// No shipped rulebook has this id.
public struct UnknownRulebook: Error {
  public let id: String
}

import Clawback
import Offerings
import Quantities
import Rulebooks
import SampleOfferings

/// What a reallocation takes, derived from other figures where it was not printed.
extension Deal {
  func rules() throws -> RuleValues? {
    try rulebook.map { try Sample.rulebook($0).values }
  }

  /// N, the numbers handed out. Where it was not printed: the lots of the shares applied for; the
  /// least and the most that fit the tails, or the final rate; or the one count that prints as the
  /// initial multiple.
  var numbers: ClosedRange<Int64>? {
    if let total = count("allot_numbers_total") { return total...total }
    if let applied = count("online_valid_shares"), let lot = count("lot_shares") {
      return applied / lot...applied / lot
    }
    if let least = count("numbers_least"), let most = count("numbers_most") { return least...most }
    guard let multiple = text("online_multiple_initial"), let online = count("online_initial"),
      let lot = count("lot_shares"), let exact = try? ratio(multiple),
      let applied = try? exact.times(online, .halfUp)
    else { return nil }
    let lots = Shares(applied).rounded(toLot: Shares(lot), .halfUp).count / lot
    return lots...lots
  }

  /// Online shares before the clawback. Where they were not printed: final less clawback, or the
  /// lots that N over the printed multiple or times the printed initial rate comes nearest to.
  var onlineBefore: Int64? {
    if let printed = count("online_before_clawback") ?? count("online_initial") { return printed }
    if let final = count("online_final"), let moved = count("clawback_shares") {
      return final - moved
    }
    guard let applied = count("online_valid_shares"), let lot = count("lot_shares") else {
      return isDirectlyPriced ? count("online_final") : nil
    }
    if let multiple = text("online_multiple_initial"), let exact = try? ratio(multiple) {
      let inverse = Ratio(exact.denominator, exact.numerator)
      return (try? inverse.times(applied, .halfUp)).map { nearest($0, lot) }
    }
    if let rate = text("win_rate_initial_pct"), let exact = try? ratio(rate, isPercent: true) {
      return (try? exact.times(applied, .halfUp)).map { nearest($0, lot) }
    }
    return isDirectlyPriced ? count("online_final") : nil
  }

  private func nearest(_ shares: Int64, _ lot: Int64) -> Int64 {
    Shares(shares).rounded(toLot: Shares(lot), .halfUp).count
  }

  /// True where the price was set without a book, all of the issue online.
  private var isDirectlyPriced: Bool { text("board")?.contains("direct pricing") == true }

  /// The issue less final strategic shares. Where the latter were not printed: what the final
  /// tranches sum to, less over-allotted shares. Where neither was (603248): less the initial ones,
  /// of which a multiple does not depend.
  var base: Int64? {
    if let total = count("total_issue_shares"), let strategic = count("strategic_final") {
      return total - strategic
    }
    if let online = count("online_final"),
      let offline = count("offline_final") ?? (isDirectlyPriced ? 0 : nil)
    {
      return online + offline - overAllotment
    }
    guard let total = count("total_issue_shares"), let strategic = count("strategic_initial") else {
      return nil
    }
    return total - strategic
  }

  var overAllotment: Int64 { count("over_allotment") ?? 0 }

  /// The demand if `numbers` were handed out. Offline before the clawback, where it was not printed,
  /// is what online leaves of the base and the over-allotment.
  func demand(numbers: Int64) throws -> ReallocationDemand? {
    guard let base, let onlineBefore, let lot = count("lot_shares") else { return nil }
    return ReallocationDemand(
      base: Shares(base),
      offlineBefore: shares("offline_before_clawback")
        ?? Shares(base + overAllotment - onlineBefore),
      onlineBefore: Shares(onlineBefore),
      offlineLocked: try text("offline_locked_share").map { try Ratio(fraction: $0) } ?? .zero,
      onlineApplied: Shares(numbers * lot), offlineApplied: nil)
  }

  /// The decision by the deal's rulebook for the least and the most N that its figures allow.
  func decisions() throws -> [Reallocation] {
    guard let rules = try rules(), let numbers else { return [] }
    return try Set([numbers.lowerBound, numbers.upperBound]).sorted().compactMap { numbers in
      try demand(numbers: numbers).map { try Reallocation.decide($0, by: rules) }
    }
  }

  /// The offering as its figures state it. Where its split was not printed all of it but the
  /// strategic part stands offline, T is the first session under its rulebook, and a price that
  /// was not printed is 1.00 yuan.
  func offering() throws -> Offering? {
    guard let rulebook else { return nil }
    let total = count("total_issue_shares") ?? base ?? 0
    let strategic = count("strategic_initial") ?? 0
    let shift = count("strategic_to_offline_shift") ?? 0
    let online = onlineBefore ?? 0
    let offline =
      count("offline_initial") ?? count("offline_before_clawback").map { $0 - shift }
      ?? (total + overAllotment - strategic - online)
    let fees = try feeTerms()
    let price = try price ?? Price(fen: 100)
    return try Sample.offering(rulebook: rulebook) { terms in
      terms.price = price
      terms.shares.total = Shares(total)
      terms.shares.strategic = Shares(strategic)
      terms.shares.offline = Shares(offline)
      terms.shares.online = Shares(online)
      terms.shares.overAllotment = Shares(overAllotment)
      terms.shares.preIPO = shares("pre_ipo_shares") ?? .zero
      terms.fees = fees
    }
  }

  var price: Price? {
    get throws {
      try text("price_yuan").map { try Price(parsing: $0, tick: Money(fen: 1)) }
    }
  }

  /// The fees as printed: the underwriter's, what was prepaid of it, and all others in one.
  private func feeTerms() throws -> FeeTerms {
    let total = try money("fees_total")
    let underwriting = try money("fee_sponsor_underwrite") ?? total ?? .zero
    let others = try money("fees_other_total") ?? money("fees_other_derived")
    let rest = try total.map { try $0 - underwriting } ?? .zero
    guard let name = AccountName("others") else { return .none }
    return FeeTerms(
      underwriting: underwriting, prepaid: try money("fee_underwrite_prepaid") ?? .zero,
      others: [OtherFee(name: name, amount: others ?? rest)],
      paysStampDuty: text("stamp_duty_derived") != nil, brokerage: .zero)
  }
}

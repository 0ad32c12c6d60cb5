import Offerings
import Quantities
import Rulebooks

/// Asks a price every question that the rulebook and the terms have for it.
struct PriceExamination {
  private(set) var checks: [PriceCheck] = []
  private(set) var suspension: BookSuspension?
  private let offering: Offering
  private let price: Price
  private let numbers: FourNumbers?
  private let terms: BookTerms

  init(_ offering: Offering, _ price: Price, _ numbers: FourNumbers?, _ terms: BookTerms) {
    self.offering = offering
    self.price = price
    self.numbers = numbers
    self.terms = terms
  }

  private mutating func check(
    _ rule: String, _ passed: Bool, _ found: String, _ expected: String,
    _ consequence: PriceCheck.Consequence
  ) {
    checks.append(
      PriceCheck(
        rule: rule, passed: passed, found: found, expected: expected, consequence: consequence))
  }

  /// The price against the lowest of the four numbers, and against the most that it may exceed it by.
  mutating func fourNumbers() {
    guard let lowest = numbers?.lowest else { return }
    check(
      "notAboveFourNumbers", !price.exceeds(lowest), "\(price) yuan",
      "at most \(lowest.yuan) yuan, the lowest of the four numbers", .warning)
    guard let cap = terms.rules.priceCap,
      let limit = try? Ratio(
        reducing: Int128(lowest.numerator) * Int128(cap.denominator + cap.numerator),
        Int128(lowest.denominator) * Int128(cap.denominator))
    else { return }
    check(
      "withinPriceCap", !price.exceeds(limit), "\(price) yuan",
      "at most \(limit.yuan) yuan, \(cap.shortPercent)% above the lowest of the four numbers",
      .refusal)
  }

  /// The price-earnings multiple against that of the peers.
  mutating func earnings(_ multiple: Ratio?) {
    guard let peers = offering.terms.valuation?.peerMultiple, let multiple else { return }
    check(
      "notAbovePeers", multiple <= peers, "\(multiple.decimal(places: 2)) times earnings",
      "at most \(peers.decimal(places: 2)), the peers' multiple", .warning)
  }

  /// What is raised against what is needed.
  mutating func funds() throws(QuantityError) {
    guard let needed = offering.terms.valuation?.fundsNeeded else { return }
    let gross = try price * offering.terms.shares.total
    check(
      "raisesWhatIsNeeded", gross >= needed, "\(gross) yuan gross", "at least \(needed) yuan",
      .warning)
  }

  /// Investors and shares that are effective at the price.
  mutating func demand(_ effective: BookTotals) {
    let isEnough = effective.investors >= terms.minimumBidders
    check(
      "enoughBidders", isEnough, "\(effective.investors) effective investors",
      "at least \(terms.minimumBidders)", .suspension)
    let isCovered = effective.shares >= terms.offered
    check(
      "coversOffline", isCovered, "\(effective.shares) effective shares",
      "at least the \(terms.offered) offered offline", .suspension)
    if let reason = terms.suspension(of: effective) { suspend(reason) }
  }

  /// The market value against the listing standard.
  mutating func marketValue(_ value: Int128) {
    guard let id = offering.terms.valuation?.listingStandard,
      let standard = offering.rules.listingStandards.first(where: { $0.id == id })
    else { return }
    let isMet = value >= Int128(standard.marketValue.fen)
    check(
      "meetsListingStandard", isMet, "\(DecimalText.grouped(value, decimals: 2)) yuan",
      "at least \(standard.marketValue) yuan by listing standard \(id)", .suspension)
    if !isMet {
      suspend(
        .marketValueBelowStandard(found: value, expected: standard.marketValue, standard: id))
    }
  }

  /// The first reason is the one that counts.
  private mutating func suspend(_ reason: BookSuspension) {
    if suspension == nil { suspension = reason }
  }
}

extension Price {
  /// Whether the price is above an exact number of fen.
  fileprivate func exceeds(_ fen: Ratio) -> Bool {
    Int128(self.fen) * Int128(fen.denominator) > Int128(fen.numerator)
  }
}

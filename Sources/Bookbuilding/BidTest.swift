import Offerings
import Quantities
import TradingDays

/// One bid under test: collects every reason why it is not valid.
struct BidTest {
  private let bid: Bid
  private let terms: BookTerms
  var reasons: [ScreeningReason] = []
  /// Its price where it is on the tick.
  private(set) var price: Price?
  /// Its class's place among the deal's classes.
  private(set) var classPlace: Int?

  init(_ bid: Bid, by terms: BookTerms) {
    self.bid = bid
    self.terms = terms
  }

  /// All tests of the bid itself, in their order.
  mutating func all(_ standing: InvestorCensus.Standing, _ register: BidderRegister?) {
    time()
    if standing == .superseded { reasons.append(.superseded) }
    if let register { registration(register) }
    form()
    assets(register)
  }

  private mutating func time() {
    if bid.submittedAt < terms.opens { reasons.append(.early) }
    if bid.submittedAt > terms.closes { reasons.append(.late) }
  }

  private mutating func registration(_ register: BidderRegister) {
    guard let bidder = register[bid.account], bidder.investor == bid.investor else {
      reasons.append(.unregistered)
      return
    }
    switch bidder.standing {
    case .registered: break
    case .barred(let last):
      if last.map({ bid.submittedAt.marketDay <= $0 }) ?? true { reasons.append(.barred) }
    case .related: reasons.append(.related)
    case .incomplete: reasons.append(.documentsMissing)
    }
    if bidder.investorClass != bid.investorClass { reasons.append(.classDiffers) }
  }

  /// Class, tick, and the limits of a quantity.
  private mutating func form() {
    classPlace = terms.classes.firstIndex(of: bid.investorClass)
    if classPlace == nil { reasons.append(.unknownClass) }
    price = bid.price.price(onTick: terms.tick)
    if price == nil { reasons.append(.offTick) }
    if bid.shares < terms.minimum { reasons.append(.belowMinimum) }
    // Steps are counted from the least quantity.
    if bid.shares >= terms.minimum,
      !(bid.shares.count - terms.minimum.count).isMultiple(of: terms.step.count)
    {
      reasons.append(.offStep)
    }
    if let maximum = terms.maximum, bid.shares > maximum { reasons.append(.aboveMaximum) }
  }

  /// What the bid would cost against the assets that the account has shown.
  private mutating func assets(_ register: BidderRegister?) {
    guard let assets = register?[bid.account]?.assets else { return }
    if bid.price.cost(of: bid.shares) > Int128(assets.fen) * 10_000 { reasons.append(.overAssets) }
  }
}

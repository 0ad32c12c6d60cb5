import Offerings
import Quantities
import TradingDays

/// Sees that a bid passes every test, without saying which it would fail: what `BidTest` would find nothing
/// wrong with. It may leave a valid bid to that one, never take one that isn't.
struct PlainBidTest {
  private let census: InvestorCensus
  private let register: BidderRegister?
  private let terms: BookTerms
  private let isSound: [Bool]

  init(_ census: InvestorCensus, _ register: BidderRegister?, _ terms: BookTerms) {
    self.census = census
    self.register = register
    self.terms = terms
    isSound = census.faults.map(\.isEmpty)
  }

  /// The bid as the book is ranked by; nil where it has to be looked at more closely.
  @inline(__always)
  func valid(_ bid: Bid, at row: Int) -> ValidBid? {
    // A standing bid came within the hours.
    guard census.standing[row] == .standing, isSound[census.investor[row]] else { return nil }
    let shares = bid.shares
    guard shares >= terms.minimum, terms.maximum.map({ shares <= $0 }) ?? true,
      (shares.count - terms.minimum.count).isMultiple(of: terms.step.count),
      let price = bid.price.price(onTick: terms.tick)
    else { return nil }
    var classPlace = 0
    while classPlace < terms.classes.count, terms.classes[classPlace] != bid.investorClass {
      classPlace += 1
    }
    guard classPlace < terms.classes.count else { return nil }
    if let register {
      guard let place = register.place(of: bid.account, census.accountHash[row]),
        register.isPlain(
          place, bid.investor, bid.investorClass, costing: bid.price.cost(of: shares))
      else { return nil }
    }
    return ValidBid(
      bid, at: row, price: price, investor: census.investor[row], class: classPlace)
  }
}

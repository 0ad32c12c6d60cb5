import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import TradingDays

/// A quote as a test writes it: "fund a1 A 10.00 1000 9:30 1", the time on the day of the inquiry.
func bid(_ text: String) throws -> Bid {
  let words = text.split(separator: " ").map(String.init)
  guard words.count == 7, let investor = AccountName(words[0]), let account = AccountName(words[1]),
    let sequence = Int64(words[6])
  else { throw MalformedName(text: text) }
  return Bid(
    investor: investor, account: account, investorClass: words[2],
    price: try QuotedPrice(parsing: words[3]), shares: try Shares(parsing: words[4]),
    submittedAt: try time(words[5]), sequence: sequence)
}

/// "9:30" or "9:30:15" on the day of the inquiry, T-3.
func time(_ text: String) throws -> Instant {
  let clock = text.count(where: { $0 == ":" }) == 1 ? text + ":00" : text
  let padded =
    clock.firstIndex(of: ":") == clock.index(after: clock.startIndex) ? "0" + clock : clock
  guard let instant = Instant(market: "\(try Inquiry.day) \(padded)") else {
    throw MalformedName(text: text)
  }
  return instant
}

/// The inquiry that the tests hold their books against.
enum Inquiry {
  static var offering: Offering { get throws { try offering() } }

  static func offering(
    rulebook: String = "cn-star-2023", _ adjust: (inout InquiryTerms) -> Void = { _ in },
    terms adjustTerms: (inout Terms) -> Void = { _ in },
    rules adjustRules: (inout RuleValues) -> Void = { _ in }
  ) throws -> Offering {
    try Sample.offering(rulebook: rulebook) { terms in
      terms.price = nil
      var inquiry = InquiryTerms(opens: try? time("9:30"), stepShares: Shares(100))
      adjust(&inquiry)
      terms.inquiry = inquiry
      adjustTerms(&terms)
    } rules: {
      adjustRules(&$0)
    }
  }

  static var day: Day {
    get throws { try Sample.offering().day(-3) }
  }

  static func screening(
    _ rows: [String], register: BidderRegister? = nil, of offering: Offering? = nil
  ) throws -> Screening {
    let offering = try offering ?? Self.offering()
    return try Screening.screen(
      Book(bids: try rows.map(bid)), register: register, by: BookTerms(of: offering))
  }

  /// Row from 1, and every reason why it was removed.
  static func removed(
    _ rows: [String], register: BidderRegister? = nil, of offering: Offering? = nil
  ) throws -> [String] {
    try screening(rows, register: register, of: offering).removed.map { removal in
      "\(removal.row + 1) \(removal.reasons.map(\.rawValue).joined(separator: " "))"
    }
  }
}

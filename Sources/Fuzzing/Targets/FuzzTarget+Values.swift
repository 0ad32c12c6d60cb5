import Cryptography
import Lottery
import Offerings
import Quantities
import Reconciliation
import Rulebooks
import TradingDays

extension FuzzTarget {
  /// The small texts that stand in all files.
  static let values = [
    FuzzTarget("value", tokens: Tokens.times) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { return false }
      // Canonical forms: what is read prints as it stood.
      let canonical: [(String, String?)] = [
        ("a day", Day(text)?.description), ("an instant", Instant(utc: text)?.description),
        ("a number", (try? DecimalText.parse(text, decimals: 0, as: ""))?.description),
        ("a name", AccountName(text)?.text), ("a digest", Digest(hex: text)?.hex),
        ("base64", Base64.decode(text).map { Base64.encode($0) }),
        ("a tail", (try? TailNumber(parsing: text))?.description),
        ("a method", (try? DrawMethod(parsing: text))?.description),
        ("nines", (try? Nines(parsing: text))?.description),
        ("a break's number", BreakNumber(text)?.description),
        ("a deadline", Deadline(text)?.description),
      ]
      var isRead = false
      for (what, printed) in canonical {
        guard let printed else { continue }
        isRead = true
        try demandSame(printed.utf8, bytes, what)
      }
      return try Values.checkLoose(text) || isRead
    },
    FuzzTarget("calendar", tokens: Tokens.times + ["first ", "last ", "\n", "#"]) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let calendar = try? TradingCalendar(id: "X", text: text) else { return false }
      for day in [Day.earliest, .latest, calendar.covers.lowerBound, calendar.covers.upperBound] {
        _ = try? calendar.session(onOrAfter: day)
      }
      return true
    },
  ]
}

private enum Values {
  /// Forms with several spellings: what is printed is read as the same value again.
  static func checkLoose(_ text: String) throws(Violation) -> Bool {
    var isRead = false
    if let instant = Instant(market: text) {
      isRead = true
      try demand(Instant(market: instant.description) == instant, "the instant \(instant)")
      try demand(Instant(utc: instant.description) == instant, "the instant \(instant) in UTC")
      _ = (instant.marketText, instant.marketClock, instant.deadlineText, instant.marketDay)
    }
    if let money = try? Money(parsing: text) {
      isRead = true
      try demand((try? Money(parsing: money.canonical)) == money, "\(money.canonical) yuan")
    }
    if let shares = try? Shares(parsing: text) {
      isRead = true
      try demand((try? Shares(parsing: String(shares.count))) == shares, "\(shares.count) shares")
    }
    if let price = try? Price(parsing: text, tick: Money(fen: 1)) {
      isRead = true
      let again = try? Price(parsing: price.canonical, tick: Money(fen: 1))
      try demand(again == price && price.fen > 0, "the price \(price.canonical)")
    }
    if let rate = try? WinningRate(parsing: text) {
      isRead = true
      try demand((try? WinningRate(parsing: "\(rate)")) == rate, "the rate \(rate)")
    }
    for ratio in [try? Ratio(percent: text), try? Ratio(fraction: text)] {
      guard let ratio else { continue }
      isRead = true
      try demand(ratio.denominator > 0, "the ratio \(ratio)")
      _ = (ratio.decimal(places: 6), ratio.shortPercent)
    }
    return isRead
  }
}

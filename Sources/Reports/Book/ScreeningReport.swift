import Bookbuilding
import CanonicalJSON
import Issuance
import Quantities

/// `ipo book screen`: what was received, what was set aside and why, and what remains.
public struct ScreeningReport {
  private let view: BookView

  public init(_ view: BookView) { self.view = view }

  /// The five lines of the account, each with its totals.
  private var totals: [(name: String, totals: BookTotals)] {
    let screening = view.review.screening
    return [
      ("received", screening.receivedTotals), ("removed", screening.removedTotals),
      ("valid", screening.validTotals), ("highest removed", view.removedTotals),
      ("remaining", view.remainingTotals),
    ]
  }

  public func text() throws(QuantityError) -> String {
    var text = "\(view.title)\n"
    text += TextBlock.table(
      ["", "bids", "accounts", "investors", "shares"],
      totals.map { name, totals in
        [name] + [totals.bids, totals.accounts, totals.investors].map(Self.grouped)
          + ["\(totals.shares)"]
      }, right: [1, 2, 3, 4])
    if !view.review.screening.isRegisterKnown {
      text += "\n"
      text += TextBlock.labelled(
        "not checked", "registration and assets: there is no inputs/bidders.csv")
    }
    let reasons = try view.review.screening.removedByReason()
    if !reasons.isEmpty {
      text += "\n"
      text += TextBlock.table(
        ["removed for", "bids", "shares", "rule", "clause"],
        reasons.map { reason, bids, shares in
          [
            reason.rawValue, Self.grouped(bids), "\(shares)", reason.rule,
            view.clause(of: reason.rule),
          ]
        }, right: [1, 2])
    }
    return text + "\n" + elimination
  }

  private var elimination: String {
    let removal = view.elimination
    var text = TextBlock.labelled(
      "aim", removal.aim.map { "\($0.shortPercent)% of the valid shares" } ?? "none")
    text += TextBlock.labelled(
      "highest removed",
      "\(removal.share.percent(places: 4))%: \(removal.cut ?? removal.whyNothing ?? "nothing")")
    if removal.keptAtPrice > 0, let price = view.price {
      text += TextBlock.labelled(
        "kept", "\(counted(removal.keptAtPrice, "account")) at the price, \(price) yuan")
    }
    let clause = view.clause(of: "book.elimination_percent")
    if !clause.isEmpty { text += TextBlock.labelled("clause", clause) }
    if let suspension = view.review.suspension {
      text += TextBlock.labelled("suspended", suspension.description)
    }
    return text
  }

  public func json() throws(QuantityError) -> JSONValue {
    let screening = view.review.screening
    let reasons = try screening.removedByReason().map { reason, bids, shares -> JSONValue in
      [
        "reason": .string(reason.rawValue), "bids": .integer(Int64(bids)),
        "shares": .string(String(shares.count)), "rule": .string(reason.rule),
        "clause": .string(view.clause(of: reason.rule)),
      ]
    }
    let removal = view.elimination
    return [
      "received": screening.receivedTotals.canonical, "removed": screening.removedTotals.canonical,
      "valid": screening.validTotals.canonical, "register": .bool(screening.isRegisterKnown),
      "reasons": .array(reasons),
      "elimination": [
        "aim_percent": removal.aim.map { .string($0.shortPercent) } ?? .null,
        "removed": view.removedTotals.canonical, "share": .string(removal.share.fraction),
        "percent": .string(removal.share.percent(places: 4)),
        "kept_at_price": .integer(Int64(removal.keptAtPrice)),
        "cut": removal.cut.map { .string($0) } ?? .null,
        "clause": .string(view.clause(of: "book.elimination_percent")),
      ],
      "remaining": view.remainingTotals.canonical, "suspension": view.suspension,
    ]
  }

  private static func grouped(_ count: Int) -> String { DecimalText.grouped(count, decimals: 0) }
}

extension BookView {
  /// The rule that stops the issue before its price, as `--json` prints it; null where none does.
  var suspension: JSONValue { review.suspension.map { .string($0.rule) } ?? .null }
}

import Bookbuilding
import Offerings
import Quantities
import TradingDays

extension BookView {
  /// Every bid that does not remain, as CSV: those that are not valid in the order of the file with all their
  /// reasons, then those that the elimination removed in its order with their place in it.
  public func removedBids() -> [UInt8] {
    var csv = CSVText([
      "row", "investor", "account", "class", "price", "shares", "submitted_at", "sequence",
      "stage", "reasons", "rules", "clauses", "place",
    ])
    for removal in review.screening.removed {
      csv.append(
        cells(removal.row)
          + [
            "screening", removal.reasons.map(\.rawValue).joined(separator: " "),
            removal.reasons.map(\.rule).joined(separator: " "),
            removal.reasons.map { clause(of: $0.rule) }.joined(separator: " | "), "",
          ])
    }
    let rule = "book.elimination_percent"
    for place in elimination.removed {
      csv.append(
        cells(elimination.ranked.bids[place].row)
          + ["elimination", "highest", rule, clause(of: rule), String(place + 1)])
    }
    return csv.bytes
  }

  private func cells(_ row: Int) -> [String] {
    let bid = review.screening.book.bids[row]
    return [
      String(row + 1), bid.investor.text, bid.account.text, bid.investorClass, bid.price.canonical,
      String(bid.shares.count), bid.submittedAt.description, String(bid.sequence),
    ]
  }
}

import Bookbuilding
import Offerings
import Quantities
import Rulebooks

extension Results {
  /// The figures of the book that announcements print (询价结果), in canonical text: of the review all up to
  /// the four numbers, with the price what is effective. Empty where the offering begins at its price.
  func bookFigures(_ rules: RuleValues) throws -> [String: String] {
    guard let review else { return [:] }
    var figures: [String: String] = [:]
    func add(_ part: String, _ totals: BookTotals) {
      figures["\(part)_investors"] = String(totals.investors)
      figures["\(part)_accounts"] = String(totals.accounts)
      figures["\(part)_shares"] = String(totals.shares.count)
    }
    add("book_received", review.screening.receivedTotals)
    add("book_invalid", review.screening.removedTotals)
    add("book_valid", review.screening.validTotals)
    let prices = review.screening.book.bids.lazy.map(\.price)
    figures["book_lowest_price"] = prices.min()?.canonical
    figures["book_highest_price"] = prices.max()?.canonical
    // Where bids at the price are kept, what is removed is known with the price.
    let elimination = priceDecision?.elimination ?? review.elimination
    add("book_removed", elimination.ranked.totals(elimination.removed))
    figures["book_removed_percent"] = elimination.share.percent(places: 4)
    figures["book_removed_price"] = elimination.removedLast?.price.canonical
    figures["book_removed_below_shares"] = elimination.firstKeptAtCut.map {
      String($0.shares.count)
    }
    add("book_remaining", elimination.ranked.totals(elimination.remaining))
    let numbers = priceDecision?.fourNumbers ?? review.fourNumbers
    for (name, value) in numbers?.all ?? [] { figures["book_\(name)"] = value?.yuan }
    figures["four_numbers_lowest"] = numbers?.lowest.yuan
    guard let decision = priceDecision else { return figures }
    add("effective", decision.effectiveTotals)
    figures["effective_multiple"] = decision.multiple?.decimal(places: rules.multipleDecimals)
    return figures
  }

  /// The names of the book's figures.
  public static let bookFigureNames =
    ["book_received", "book_invalid", "book_valid", "book_removed", "book_remaining", "effective"]
    .flatMap { part in ["\(part)_investors", "\(part)_accounts", "\(part)_shares"] } + [
      "book_lowest_price", "book_highest_price", "book_removed_percent", "book_removed_price",
      "book_removed_below_shares", "book_median", "book_mean", "book_long_term_median",
      "book_long_term_mean", "four_numbers_lowest", "effective_multiple",
    ]
}

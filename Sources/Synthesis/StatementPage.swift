import Lottery
import Quantities
import Reconciliation
import TradingDays

/// One page of a statement that is being made.
struct StatementPage: Sendable {
  /// The statement's id.
  let id: String
  /// The statement's number, from 1.
  let sequence: Int
  /// The page's number inside the statement, from 1.
  let number: Int
  let isLast: Bool
  let day: Day
  /// Its entries' places in the plan.
  let entries: Range<Int>
  var opening: Money
  var closing: Money

  /// True where it is the statement's only page.
  var isOnly: Bool { number == 1 && isLast }

  /// What a break of its balances is told by.
  var key: String { isOnly ? id : "\(id)/\(number)" }

  /// Pages with balances that roll from nothing to the sum of all entries.
  static func pages(
    of lines: [BankLine], code: String, length: Int
  ) throws(QuantityError) -> [StatementPage] {
    var pages: [StatementPage] = []
    var balance = Money.zero
    var start = 0
    var (sequence, number) = (1, 1)
    while start < lines.count {
      let day = lines[start].bookedDay
      var end = start
      let opening = balance
      while end < lines.count, end - start < length, lines[end].bookedDay == day {
        balance = try balance + lines[end].amount
        end += 1
      }
      let isLast = end == lines.count || lines[end].bookedDay != day
      pages.append(
        StatementPage(
          id: "\(code)-\(sequence)", sequence: sequence, number: number, isLast: isLast, day: day,
          entries: start..<end, opening: opening, closing: balance))
      (sequence, number) = isLast ? (sequence + 1, 1) : (sequence, number + 1)
      start = end
    }
    return pages
  }

  /// Plants breaks of balances: a page closes with another balance than its entries give, or opens
  /// with another than the page before closed with; all balances after it are moved with it.
  ///
  /// - Parameter numbers: the breaks' numbers, for the refusal.
  static func plant(
    _ numbers: [Int], in pages: inout [StatementPage], _ generator: inout SHA256Generator
  ) throws -> [Break] {
    // Even places are closings, odd ones the openings after them.
    var pool = DrawnPool(Array(0..<max(0, pages.count * 2 - 1)))
    let movements = try pages.map { page throws(QuantityError) in
      try page.closing - page.opening
    }
    var places: [Int] = []
    for number in numbers {
      guard let place = pool.take(&generator) else {
        throw StatementPlanError.offeringTooSmall(
          kind: .closingBalanceDiffers, number: number,
          place: "more statements than the \(pages.count) that there are")
      }
      places.append(place)
      let moved = Money(fen: Int64(generator.below(99_999)) + 1)
      for page in pages.indices {
        if 2 * page > place { pages[page].opening = try pages[page].opening + moved }
        if 2 * page >= place { pages[page].closing = try pages[page].closing + moved }
      }
    }
    return try places.map { place throws(QuantityError) in
      let page = pages[(place + 1) / 2]
      let (ledger, other) =
        place.isMultiple(of: 2)
        ? (try page.opening + movements[place / 2], page.closing)
        : (pages[place / 2].closing, page.opening)
      return Break(
        .closingBalanceDiffers, key: page.key, ledger: .money(ledger), other: .money(other),
        difference: .money(try other - ledger), cause: "")
    }
  }
}

extension BankLine {
  /// The day it was booked, in Beijing.
  var bookedDay: Day { (bookedAt ?? .earliest).marketDay }
}

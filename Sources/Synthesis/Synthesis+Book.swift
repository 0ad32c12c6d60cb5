import Bookbuilding
import Lottery
import Offerings
import Quantities
import Rulebooks
import TradingDays

extension Synthesis {
  /// The files of an inquiry: every quote that was received, and who may quote.
  struct BookRows {
    let bids: RowText
    let bidders: RowText
  }

  /// A book that meets every published total: screening, elimination, four numbers and the effective bids
  /// come out as announced, and the effective bids' pro rata share of `offer` locks what was published.
  func book(_ offer: Shares) throws -> BookRows {
    guard let demand = facts.offline else { throw SynthesisError.totalMissing("facts.offline") }
    let terms = try BookTerms(of: offering)
    let chosen = try BookTargets(
      file, terms, price: priced.price, accounts: targets.offlineAccounts, demand: demand.shares)
    var generator = generator("book")
    let accounts = try steppedAccounts(offer, chosen, &generator)
    let book = try SyntheticBook(
      chosen, terms, offering, accounts: accounts, self.generator("quotes"))
    return try rows(book, terms, &generator)
  }

  /// The effective bids' classes in the book's order, and their quantities.
  private func steppedAccounts(
    _ offer: Shares, _ chosen: BookTargets, _ generator: inout SHA256Generator
  ) throws -> SteppedAccounts {
    let counts = accountCounts(offering.bidClasses)
    let sorted = zip(offering.bidClasses, counts).flatMap { Array(repeating: $0, count: $1) }
    guard sorted.count == chosen.effective.accounts, let first = sorted.first else {
      throw SynthesisError.totalsImpossible(
        "the classes have \(sorted.count) accounts, expected \(chosen.effective.accounts)")
    }
    let names = generator.order(sorted.count).map { sorted[Int($0)] }
    let drawn = try drawnAccounts(names)
    var accounts = try SteppedAccounts(
      names, pools: try steppedPools(offer, chosen.effective.steps), step: chosen.step,
      bounds: chosen.quantities.clamped(to: 0...(chosen.keptFrom ?? .max)), drawn: drawn,
      first: first, &generator)
    guard let locked = targets.offlineLocked else { return accounts }
    let parts = try lockShares()
    let shares = names.enumerated().map { index, name in
      parts[name] ?? (drawn.contains(index) ? .one : .zero)
    }
    try accounts.tune(to: locked, shares, &generator)
    return accounts
  }

  /// What each class receives and bids: each served a little better than the next where allotments were
  /// announced, else one ratio for all.
  private func steppedPools(_ offer: Shares, _ demand: Int64) throws -> [SteppedAccounts.Pool] {
    let announced = facts.offline?.allotted ?? []
    guard !announced.isEmpty else {
      return [.init(names: offering.bidClasses, offer: offer.count, demand: demand)]
    }
    let weights = announced.enumerated().map { index, part in
      part.shares.count / 100 * (100 + Int64(index))
    }
    return zip(announced, ShareSplit.proportional(demand, weights)).map { part, demand in
      .init(names: [part.name], offer: part.shares.count, demand: demand)
    }
  }

  private func rows(
    _ book: SyntheticBook, _ terms: BookTerms, _ generator: inout SHA256Generator
  ) throws -> BookRows {
    let quotes = inFileOrder(book, &generator)
    let times = try quotes.map { try time(of: $0, terms, &generator) }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var sequence = [Int](repeating: 0, count: quotes.count)
    for (place, row) in order.enumerated() { sequence[row] = place + 1 }
    let labels = generator.order(1 + (quotes.map(\.investor).max() ?? 0))
    var bids = RowText("investor,account,class,price,shares,submitted_at,sequence")
    var bidders = RowText("investor,account,class,assets,standing,until")
    for (row, quote) in quotes.enumerated() {
      let investor = "INVESTOR-\(labels[quote.investor] + 1)"
      let account = "ACCOUNT-\(row + 1)"
      bids.append(
        investor, account, quote.investorClass, quote.priceText, String(quote.shares),
        times[row].description, String(sequence[row]))
      let assets = quote.assets(&generator)
      guard quote.fault != .unregistered else { continue }
      let registered =
        quote.fault == .classDiffers ? otherClass(than: quote.investorClass) : quote.investorClass
      let until = quote.fault == .barred ? terms.closes.marketDay.adding(days: 30) : nil
      bidders.append(
        investor, account, registered, assets.canonical, quote.standing,
        until.map { "\($0)" } ?? "")
    }
    return BookRows(bids: bids, bidders: bidders)
  }

  /// The effective quotes in their order, since draws among accounts number them so; all others anywhere
  /// between them.
  private func inFileOrder(
    _ book: SyntheticBook, _ generator: inout SHA256Generator
  ) -> [SyntheticQuote] {
    let count = book.effective.count + book.others.count
    var quotes = [SyntheticQuote?](repeating: nil, count: count)
    for (quote, place) in zip(book.others, generator.order(count)) { quotes[Int(place)] = quote }
    var effective = book.effective[...]
    return quotes.map { $0 ?? effective.removeFirst() }
  }

  /// The largest account quotes first, so that equal quantities leave the odd shares to it.
  private func time(
    of quote: SyntheticQuote, _ terms: BookTerms, _ generator: inout SHA256Generator
  ) throws -> Instant {
    let opening = try offering.terms.inquiry?.opens ?? offering.instant(terms.rules.opens)
    let opens = opening.secondsSinceEpoch
    let closes = terms.closes.secondsSinceEpoch
    let draw = generator.below(UInt64(max(1, closes - opens)))
    if quote.isFirst { return opening }
    return Instant(
      secondsSinceEpoch: quote.fault == .late
        ? closes + 1 + Int64(draw) % 1_800 : opens + 1 + Int64(draw) % max(1, closes - opens))
  }

  private func otherClass(than name: String) -> String {
    offering.bidClasses.last { $0 != name } ?? name
  }
}

extension SyntheticQuote {
  /// Yuan with the decimals that it has.
  fileprivate var priceText: String {
    price.isMultiple(of: 10_000)
      ? DecimalText.plain(price / 10_000, decimals: 2) : DecimalText.plain(price, decimals: 6)
  }

  fileprivate var standing: String {
    switch fault {
    case .documentsMissing: "incomplete"
    case .barred: "barred"
    case .related: "related"
    default: "registered"
    }
  }

  /// More than the quote costs, or less where that is its fault.
  fileprivate func assets(_ generator: inout SHA256Generator) -> Money {
    let percent = Int128(generator.below(400))
    let part = fault == .overAssets ? 50 + percent / 10 : 105 + percent
    let fen = divide(
      Int128(price) * Int128(shares) * part, by: 1_000_000, fault == .overAssets ? .down : .up)
    return Money(fen: Int64(fen))
  }
}

import Quantities
import Reconciliation
import TradingDays

/// What complete balances, entries and statements say.
extension CamtReader {
  /// An exact amount in yuan. ISO 20022 allows five decimals; beyond the fen they have to be zeros.
  func amount(_ raw: CamtStatement.RawAmount) -> Money? {
    guard raw.currency == "CNY" else {
      let found = raw.currency.map { "\"\($0)\"" } ?? "no Ccy"
      add("wrongCurrency", at: raw.place, found: found, expected: "CNY")
      return nil
    }
    var digits = raw.text[...]
    if let point = digits.firstIndex(of: "."), digits[point...].utf8.count <= 6 {
      while digits.hasSuffix("0"), digits[point...].utf8.count > 3 { digits.removeLast() }
    }
    // A decimal of XML Schema may begin with zeros.
    while digits.hasPrefix("0"), digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
    if let amount = try? Money(parsing: digits) { return amount }
    add(
      "malformedAmount", at: raw.place, found: "\"\(raw.text)\"",
      expected: "an amount in yuan with at most 2 decimals, without a sign")
    return nil
  }

  /// An amount with its sign: `DBIT` is money out. nil and a fault where it can't be read.
  func signed(
    _ raw: CamtStatement.RawAmount, _ side: (text: String, place: Place)
  ) -> Money? {
    let amount = amount(raw)
    switch side.text {
    case "CRDT": return amount
    case "DBIT": return amount.map { Money(fen: -$0.fen) }
    default:
      add("malformedSide", at: side.place, found: "\"\(side.text)\"", expected: "CRDT or DBIT")
      return nil
    }
  }

  mutating func finishBalance(_ place: Place) {
    let balance = statement.balance
    guard ["OPBD", "PRCD", "CLBD", "ITBD"].contains(balance.code) else { return }
    guard let raw = balance.amount, let side = balance.side else {
      return add(
        "missingElement", at: place, found: "a balance without all its parts",
        expected: "Amt and CdtDbtInd")
    }
    guard balance.code == "ITBD" || statement.codes.insert(balance.code).inserted else {
      return add(
        "balanceTwice", at: place, found: "\(balance.code) again", expected: "each once")
    }
    guard balance.again.isEmpty else { return refuse(balance.again) }
    guard let amount = signed(raw, side) else { return }
    switch balance.code {
    case "OPBD": statement.part.opening = amount
    // The closing balance of the statement before stands in for the opening one.
    case "PRCD": if !statement.codes.contains("OPBD") { statement.part.opening = amount }
    case "CLBD": (statement.part.closing, statement.part.year) = (amount, balance.day?.year)
    default: statement.interims.append(amount)
    }
  }

  /// The statement's page with its balances; nil where that can't be told.
  mutating func finishStatement() -> StatementPart? {
    var part = statement.part
    if part.id.isEmpty {
      add("missingElement", at: part.place, found: "a statement without its Id", expected: "Id")
    }
    if part.account.isEmpty {
      add(
        "missingElement", at: part.place, found: "a statement without its account",
        expected: "Acct/Id/IBAN or Acct/Id/Othr/Id")
    }
    // Interim balances are those of a page: the first opens it where the statement's own does not,
    // the last closes it.
    let isPaged = part.page != nil && !(part.page == 1 && part.isLast ?? true)
    guard isPaged else {
      if !statement.codes.contains("CLBD") || statement.codes.count < 2 {
        add(
          "missingBalance", at: part.place,
          found: "balances " + statement.codes.sorted().joined(separator: ", "),
          expected: "OPBD and CLBD")
        return nil
      }
      return part
    }
    let opens = part.page != 1
    let closes = part.isLast == false || (part.isLast == nil && part.closing == nil)
    let wanted = (opens ? 1 : 0) + (closes ? 1 : 0)
    guard statement.interims.isEmpty || statement.interims.count == wanted else {
      add(
        "wrongInterimBalances", at: part.place, found: "\(statement.interims.count) ITBD",
        expected: "\(wanted) on such a page, or none")
      return nil
    }
    if opens { part.interimOpening = statement.interims.first }
    if closes { part.interimClosing = statement.interims.last }
    return part
  }

  mutating func finishEntry() {
    let entry = statement.entry
    guard entry.status.isEmpty || entry.status == "BOOK" else { return }
    guard let raw = entry.whole.amount, let side = entry.whole.side, !entry.status.isEmpty else {
      return add(
        "missingElement", at: entry.place, found: "an entry without all its parts",
        expected: "Amt, CdtDbtInd and Sts")
    }
    guard entry.again.isEmpty else { return refuse(entry.again) }
    let bookedAt = entry.bookedAt.flatMap { instant($0.text, $0.place) }
    guard let whole = signed(raw, side) else { return }
    do {
      statement.part.movements = try statement.part.movements + whole
    } catch {
      add("overflow", at: entry.place, found: "\(error)", expected: "sums within 64 bits")
    }
    guard let parts = parts(of: entry, whole) else { return }
    // Zero is no movement.
    for part in parts where part.amount != .zero {
      let labels = [part.reference, entry.servicerReference, entry.reference]
      emit(
        BankLine(
          reference: part.reference, account: nil, amount: part.amount, bookedAt: bookedAt,
          label: labels.first { !$0.isEmpty } ?? "line \(entry.place.line)"))
    }
  }

  /// The movements that an entry stands for: its transactions, or itself where it has none. The only
  /// transaction has the entry's amount. nil and a fault where they do not make up the entry.
  private func parts(
    of entry: CamtStatement.Entry, _ whole: Money
  ) -> [(reference: String, amount: Money)]? {
    let details = entry.batches.flatMap(\.details)
    var parts: [(reference: String, amount: Money)] = []
    if details.count > 1 {
      for detail in details {
        guard let raw = detail.amount ?? detail.transactionAmount,
          let side = detail.side ?? entry.whole.side
        else {
          add(
            "missingElement", at: entry.place,
            found: "several transactions without their amounts", expected: "Amt in each TxDtls")
          return nil
        }
        guard let amount = signed(raw, side) else { return nil }
        parts.append((Self.reference(of: detail), amount))
      }
    } else {
      parts = [(details.first.map(Self.reference) ?? "", whole)]
    }
    guard agrees(entry, parts.map(\.amount)) else { return nil }
    let sum = parts.reduce(Int128(0)) { $0 + Int128($1.amount.fen) }
    guard sum != Int128(whole.fen) else { return parts }
    // Charges that the bank took out of the sum are a movement of their own.
    let charges = entry.charges.compactMap { charge -> Money? in
      guard charge.inclusion.map({ indicator($0.text, $0.place) ?? true }) ?? true else {
        return nil
      }
      return charge.amount.flatMap { signed($0, charge.side ?? ("DBIT", $0.place)) }
    }
    let charged = charges.reduce(Int128(0)) { $0 + Int128($1.fen) }
    if charged != 0, sum + charged == Int128(whole.fen), let fen = Int64(exactly: charged) {
      return parts + [("", Money(fen: fen))]
    }
    add(
      "detailsDoNotSum", at: entry.place,
      found: DecimalText.plain(sum, decimals: 2) + " in its transactions",
      expected: whole.canonical)
    return nil
  }

  /// Whether each batch has as many transactions, of as much, as it says. One without transactions
  /// was booked as a whole.
  private func agrees(_ entry: CamtStatement.Entry, _ amounts: [Money]) -> Bool {
    var next = 0
    for batch in entry.batches where !batch.details.isEmpty {
      let own = amounts[next..<next + batch.details.count]
      next += batch.details.count
      if let count = batch.count, count.number != Int64(own.count) {
        add(
          "batchDiffers", at: count.place, found: "NbOfTxs \"\(count.text)\"",
          expected: "\(own.count), the number of its TxDtls")
        return false
      }
      guard let raw = batch.total.amount, let side = batch.total.side ?? entry.whole.side else {
        continue
      }
      guard let total = signed(raw, side) else { return false }
      let sum = own.reduce(Int128(0)) { $0 + Int128($1.fen) }
      guard Int128(total.fen) == sum else {
        add(
          "batchDiffers", at: raw.place, found: "TtlAmt \(total.canonical)",
          expected: DecimalText.plain(sum, decimals: 2) + ", the sum of its TxDtls")
        return false
      }
    }
    return true
  }

  /// EndToEndId; where it says nothing, what the remittance information has after its code word.
  private static func reference(of detail: CamtStatement.Item) -> String {
    guard detail.reference.isEmpty || detail.reference == "NOTPROVIDED" else {
      return detail.reference
    }
    let text = String(detail.remittance.dropFirst(CamtStatementFile.codeWord.count))
    return text == "NOTPROVIDED" ? "" : text
  }

  private func instant(_ text: String, _ place: Place) -> Instant? {
    var time = text
    // A fraction of its second is dropped; of a day alone, XML Schema's zone too.
    if let point = time.firstIndex(of: ".") {
      time = String(time[..<point] + time[time.index(after: point)...].drop { $0.isNumber })
    } else if !time.contains("T") {
      time = String(time.prefix(10))
    }
    if let instant = Instant(market: time) { return instant }
    add(
      "malformedTime", at: place, found: "\"\(text)\"",
      expected: "a day or a time such as 2020-05-25T15:30:00+08:00")
    return nil
  }
}

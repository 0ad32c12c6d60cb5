import Quantities
import Reconciliation

/// Puts the pages of statements together, and the statements of an account in order.
///
/// Half a statement, or half a series of them, can't be reconciled: what is missing or there twice is
/// a fault. Balances that do not fit are none; they are a break, and told by `StatementBalance`.
struct StatementSeries {
  private let faults: FaultList

  init(_ faults: FaultList) { self.faults = faults }

  /// The balances of every page, account by account in the order of time.
  func balances(of parts: [StatementPart]) -> [StatementBalance] {
    var accounts: [String: [StatementPart]] = [:]
    for part in parts { accounts[part.account, default: []].append(part) }
    return accounts.keys.sorted().flatMap { account in
      let statements = statements(of: accounts[account] ?? [])
      checkNumbers(statements)
      return statements.flatMap(pages)
    }
  }

  /// What tells two statements of an account apart.
  private enum Key: Hashable {
    case number(year: Int, Int64)
    case identity(String)
    case place(Int)
  }

  /// The account's statements with their pages: by year and number where all have one, else as
  /// they stand.
  private func statements(of parts: [StatementPart]) -> [[StatementPart]] {
    let hasYears = parts.allSatisfy { $0.sequence != nil && $0.year != nil }
    // A number that begins more than one statement may be that of two years.
    var beginnings: [Int64: Int] = [:]
    for part in parts where part.page ?? 1 == 1 && part.opening != nil {
      if let number = part.sequence { beginnings[number, default: 0] += 1 }
    }
    var groups: [Key: [StatementPart]] = [:]
    var order: [Key] = []
    for (place, part) in parts.enumerated() {
      // Pages without number follow each other as they stand.
      let goesOn = part.page == nil && part.opening == nil && part.sequence == nil
      let key =
        part.sequence.map { number in
          let isOfYear = hasYears && beginnings[number, default: 0] > 1
          return .number(year: isOfYear ? part.year ?? 0 : 0, number)
        }
        ?? part.identity.map { .identity($0) }
        ?? (goesOn ? order.last : nil) ?? Key.place(place)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(part)
    }
    let statements = order.compactMap { groups[$0] }
    guard parts.allSatisfy({ $0.sequence != nil }) else { return statements }
    func place(_ statement: [StatementPart]) -> (Int, Int64) {
      (hasYears ? statement.compactMap(\.year).min() ?? 0 : 0, statement[0].sequence ?? 0)
    }
    return statements.sorted { place($0) < place($1) }
  }

  /// Numbered statements stand for one period each: none may be missing. A new year may begin anew.
  private func checkNumbers(_ statements: [[StatementPart]]) {
    let numbered = statements.compactMap(\.first).filter { $0.sequence != nil }
    for (before, after) in zip(numbered, numbered.dropFirst()) {
      guard let number = before.sequence, let next = after.sequence, next != number + 1 else {
        continue
      }
      if next == 1, let year = before.year, let newYear = after.year, newYear == year + 1 {
        continue
      }
      add(
        "statementMissing", at: after.place, found: "statement number \(next) after \(number)",
        expected: "\(number + 1)")
    }
  }

  // MARK: Pages

  /// The balances of one statement's pages; none where a page is missing.
  private func pages(_ parts: [StatementPart]) -> [StatementBalance] {
    guard let parts = inOrder(parts), let first = parts.first, let last = parts.last else {
      return []
    }
    guard let opening = parts.compactMap(\.opening).first, first.opening != nil,
      let closing = parts.compactMap(\.closing).last, last.closing != nil
    else {
      let part = first.opening == nil ? first : last
      add(
        "missingBalance", at: part.place, found: "page \(part.page ?? 1) without it",
        expected: first.opening == nil
          ? "the opening balance on the first page" : "the closing balance on the last page")
      return []
    }
    for part in parts {
      for (own, whole) in [(part.opening, opening), (part.closing, closing)] {
        guard let own, own != whole else { continue }
        add(
          "balanceTwice", at: part.place,
          found: "\(own.canonical), on another page \(whole.canonical)",
          expected: "one balance of the statement")
        return []
      }
    }
    return rolled(parts, opening: opening, closing: closing)
  }

  /// A page opens with its interim balance, or as the page before closed; it closes with its own, or
  /// with what its entries give.
  private func rolled(
    _ parts: [StatementPart], opening: Money, closing: Money
  ) -> [StatementBalance] {
    var balances: [StatementBalance] = []
    var before = opening
    for (index, part) in parts.enumerated() {
      let opens = index == 0 ? opening : part.interimOpening ?? before
      guard let sum = try? opens + part.movements else {
        add("overflow", at: part.place, found: "a larger sum", expected: "sums within 64 bits")
        return []
      }
      let closes = index == parts.count - 1 ? closing : part.interimClosing ?? sum
      balances.append(
        StatementBalance(
          id: parts.count == 1 ? part.id : "\(part.id)/\(index + 1)", account: part.account,
          sequence: part.sequence, opening: opens, movements: part.movements, closing: closes))
      before = closes
    }
    return balances
  }

  /// The pages from the first to the last; nil and a fault where they are not that.
  private func inOrder(_ parts: [StatementPart]) -> [StatementPart]? {
    guard parts.count > 1 || parts[0].page ?? 1 != 1 || parts[0].isLast == false else {
      return parts
    }
    let numbers = parts.compactMap(\.page)
    guard numbers.count == parts.count else {
      if numbers.isEmpty, parts.dropFirst().allSatisfy({ $0.opening == nil }) {
        guard let last = parts.last, last.isLast == false else { return parts }
        add(
          "lastPageMissing", at: last.place, found: "\(last.id) without it",
          expected: "a page with the statement's closing balance")
        return nil
      }
      let part = parts[1]
      add(
        "statementTwice", at: part.place,
        found: part.sequence.map { "statement number \($0) after \($0)" } ?? "\(part.id) again",
        expected: part.sequence.map { "\($0 + 1)" } ?? "each once")
      return nil
    }
    let ordered = parts.enumerated().sorted { left, right in
      (left.element.page ?? 0, left.offset) < (right.element.page ?? 0, right.offset)
    }.map(\.element)
    for (index, part) in ordered.enumerated() {
      let number = part.page ?? 0
      let expected = Int64(index + 1)
      if number != expected {
        add(
          number < expected ? "pageTwice" : "pageMissing", at: part.place,
          found: "page \(number) of \(part.id)", expected: "page \(expected)")
        return nil
      }
      let isEnd = index == ordered.count - 1
      if let isLast = part.isLast, isLast != isEnd {
        add(
          isLast ? "pageAfterLast" : "lastPageMissing", at: part.place,
          found: "page \(number) of \(part.id)\(isLast ? ", the last," : "")",
          expected: isLast ? "no page \(number + 1)" : "page \(number + 1)")
        return nil
      }
    }
    return ordered
  }

  private func add(_ rule: String, at place: Place, found: String, expected: String) {
    faults.add(InputFault(rule, at: place, found: found, expected: expected))
  }
}

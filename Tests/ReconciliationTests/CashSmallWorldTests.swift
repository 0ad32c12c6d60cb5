import Quantities
import Reconciliation
import Testing

/// Every ledger of up to two payments against every statement of up to three lines, in a world of two
/// references, two accounts and three amounts.
struct CashSmallWorldTests {
  private static let references = ["r", "s"]
  private static let amounts: [Int64] = [1, 2, -1]

  static let movements: [LedgerMovement] = references.flatMap { reference in
    ["a", "b"].flatMap { account in amounts.map { payment(reference, account, $0) } }
  }
  static let lines: [BankLine] = references.flatMap { reference in
    ["a", "b", nil].flatMap { account in amounts.map { line(reference, account, $0) } }
  }

  /// Every multiset of up to `limit` items.
  static func multisets<Item>(_ items: [Item], upTo limit: Int) -> [[Item]] {
    var found: [[Item]] = [[]]
    var last: [(chosen: [Item], from: Int)] = [([], 0)]
    for _ in 0..<limit {
      last = last.flatMap { chosen, from in
        (from..<items.count).map { (chosen + [items[$0]], $0) }
      }
      found += last.map(\.chosen)
    }
    return found
  }

  private static func sum(_ values: [BreakValue?]) -> Int64 {
    values.reduce(0) { sum, value in
      guard case .money(let money) = value else { return sum }
      return sum + money.fen
    }
  }

  @Test func `Each item is matched or in one break, and the differences explain the sums`() throws {
    var cases = 0
    for movements in Self.multisets(Self.movements, upTo: 2) {
      let booked = movements.reduce(Int64(0)) { $0 + $1.amount.fen }
      for lines in Self.multisets(Self.lines, upTo: 3) {
        let found = try cash(movements, lines)
        cases += 1
        let ledgerSides = found.breaks.count { $0.ledger != nil }
        let otherSides = found.breaks.count { $0.other != nil }
        var holds = found.matched + ledgerSides == movements.count
        let inParts = (found.matchedBy[.parts] ?? 0) + (found.matchedBy[.accountSum] ?? 0)
        if inParts == 0 { holds = holds && found.matched + otherSides == lines.count }
        let received = lines.reduce(Int64(0)) { $0 + $1.amount.fen }
        holds = holds && Self.sum(found.breaks.map(\.difference)) == received - booked
        if !holds { Issue.record("\(movements) against \(lines): \(found)") }
      }
    }
    #expect(cases == 91 * 1_330)
  }

  @Test func `Without a break every reference has the same sum on both sides`() throws {
    for movements in Self.multisets(Self.movements, upTo: 2) {
      for lines in Self.multisets(Self.lines, upTo: 3) {
        let found = try cash(movements, lines)
        // Parts under several references leave the account's sum alone.
        guard found.breaks.isEmpty, found.matchedBy[.accountSum] == nil else { continue }
        for reference in Self.references {
          let ours = movements.reduce(Int64(0)) {
            $0 + ($1.reference == reference ? $1.amount.fen : 0)
          }
          let theirs = lines.reduce(Int64(0)) {
            $0 + ($1.reference == reference ? $1.amount.fen : 0)
          }
          if ours != theirs { Issue.record("\(movements) against \(lines)") }
        }
      }
    }
  }

  /// The statement repeats the ledger, in any order, with or without the accounts.
  @Test func `A statement that says the same agrees`() throws {
    for movements in Self.multisets(Self.movements, upTo: 3) {
      for hasAccounts in [true, false] {
        let lines = movements.reversed().map { movement in
          line(movement.reference, hasAccounts ? movement.account : nil, movement.amount.fen)
        }
        let found = try cash(movements, lines)
        if found.matchedBy[.exact] ?? 0 != movements.count || !found.breaks.isEmpty {
          Issue.record("\(movements): \(found)")
        }
      }
    }
  }

  /// One line less, one more, one fen off: exactly one break.
  @Test func `One thing that is planted is the only break`() throws {
    let movements = (0..<50).map { payment("r\($0)", "a\($0 % 7)", Int64($0) + 100) }
    let clean = movements.map { line($0.reference, $0.account, $0.amount.fen) }
    for place in clean.indices {
      var planted = clean
      planted.remove(at: place)
      #expect(try cash(movements, planted).breaks.map(\.kind) == [.missingInStatement])
      planted = clean + [clean[place]]
      #expect(try cash(movements, planted).breaks.map(\.kind) == [.duplicate])
      planted = clean + [line("new", clean[place].account, 100)]
      #expect(try cash(movements, planted).breaks.map(\.kind) == [.missingInLedger])
      planted = clean
      planted[place] = line(clean[place].reference, clean[place].account, 99)
      #expect(try cash(movements, planted).breaks.map(\.kind) == [.amountDiffers])
    }
  }

  /// A hundred thousand payments without a reference or under one are no square.
  @Test func `Many equal items are matched in one pass`() throws {
    let count = 100_000
    for reference in ["", "r"] {
      let found = try cash(
        Array(repeating: payment(reference, "a", 1), count: count),
        Array(repeating: line(reference, "a", 1), count: count + 1))
      #expect(found.matched == count)
      #expect(found.breaks.map(\.kind) == [reference.isEmpty ? .missingInLedger : .duplicate])
    }
  }
}

import Quantities
import Reconciliation
import Testing

/// The pass over bytes against the plain matcher: whatever goes through it, the result is the same.
struct ExactPassTests {
  /// The same reconciliation with the pass before it; lines go in one by one, or as slices of bytes
  /// where they can.
  static func passed(
    _ movements: [LedgerMovement], _ lines: [BankLine], expecting: Set<MovementGroup> = [],
    by rules: MatchingRules = .plain, asSlices: Bool
  ) throws -> CashReconciliation {
    let packed = PackedMovements()
    for movement in movements { packed.append(movement) }
    let pass = ExactPass(packed)
    for line in lines {
      guard asSlices, let account = line.account, !line.reference.isEmpty,
        "\(line.reference)\(account)".utf8.allSatisfy({ $0 < 0x80 }),
        line.reference.utf8.count + account.utf8.count <= 128
      else {
        pass.take(line)
        continue
      }
      let bytes = Array("\(line.reference),\(account)........".utf8)
      let count = line.reference.utf8.count
      let slice = MovementSlice(
        reference: 0, referenceCount: count, account: count + 1,
        accountCount: account.utf8.count, fen: line.amount.fen, secondsSinceEpoch: .min)
      try bytes.withUnsafeBufferPointer { bytes in
        let base = try #require(bytes.baseAddress)
        withUnsafePointer(to: slice) {
          pass.take(UnsafeBufferPointer(start: $0, count: 1), of: base)
        }
      }
    }
    return try CashReconciliation(pass, expecting: expecting, by: rules)
  }

  private static func compare(
    _ movements: [LedgerMovement], _ lines: [BankLine], expecting: Set<MovementGroup> = [],
    by rules: MatchingRules = .plain
  ) throws {
    let plain = try cash(movements, lines, expecting: expecting, by: rules)
    for asSlices in [false, true] {
      let passed = try passed(
        movements, lines, expecting: expecting, by: rules, asSlices: asSlices)
      if passed != plain {
        Issue.record("\(movements) against \(lines): \(passed), expected \(plain)")
      }
    }
  }

  @Test func `Every small world gives the same`() throws {
    for movements in CashSmallWorldTests.multisets(CashSmallWorldTests.movements, upTo: 2) {
      for lines in CashSmallWorldTests.multisets(CashSmallWorldTests.lines, upTo: 2) {
        try Self.compare(movements, lines)
      }
    }
    // Three of a kind: what is matched, what repeats it, and what is left.
    let few = CashSmallWorldTests.movements.prefix(4)
    let lines = CashSmallWorldTests.lines.filter { $0.reference == "r" && $0.account != "b" }
    for movements in CashSmallWorldTests.multisets(Array(few), upTo: 3) {
      for lines in CashSmallWorldTests.multisets(lines, upTo: 3) {
        try Self.compare(movements, lines)
      }
    }
  }

  /// Names of every length around words and limits, groups, lines without accounts and references.
  @Test func `Random worlds give the same`() throws {
    var random = SystemRandomNumberGenerator()
    let names =
      ["", "r", "1234567", "12345678", "123456789", "é", "e\u{301}"]
      + [31, 63, 64, 65, 127, 128, 129, 300].map { String(repeating: "x", count: $0) }
    for _ in 0..<3_000 {
      let references = names.shuffled(using: &random).prefix(3)
      let accounts =
        names.shuffled(using: &random).prefix(3).map { $0.isEmpty ? "a" : $0 } + ["P", "Q"]
      func fen() -> Int64 { [-2, -1, 1, 2, 3, .max / 8].randomElement(using: &random) ?? 1 }
      let movements = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        payment(
          references.randomElement(using: &random) ?? "",
          accounts.randomElement(using: &random) ?? "", fen(),
          MovementGroup.allCases.randomElement(using: &random) ?? .payment)
      }
      let lines = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        let like = movements.randomElement(using: &random)
        let account = Bool.random(using: &random) ? like?.account : accounts.randomElement()
        return line(
          Bool.random(using: &random)
            ? like?.reference ?? "" : references.randomElement(using: &random) ?? "",
          Int.random(in: 0..<4, using: &random) == 0 ? nil : account,
          Bool.random(using: &random) ? like?.amount.fen ?? 1 : fen())
      }
      let rules = try MatchingRules(
        tolerance: Money(fen: Int64.random(in: 0...2, using: &random)),
        payers: Dictionary(
          [(accounts[0], "P"), (accounts[1], "Q")].prefix(Int.random(in: 0...2, using: &random)),
          uniquingKeysWith: { first, _ in first }))
      try Self.compare(
        movements, lines, expecting: Bool.random(using: &random) ? [.refund] : [], by: rules)
    }
  }

  @Test func `Many rows in another order`() throws {
    let count = 50_000
    let movements = (0..<count).map { payment("r\($0)", "a\($0 % 999)", Int64($0) + 1) }
    let lines = (0..<count).map { place in
      let row = place * 7_919 % count
      return line(
        row % 1_000 == 3 ? "other\(row)" : "r\(row)", "a\(row % 999)",
        Int64(row) + (row % 1_000 == 5 ? 2 : 1))
    }
    let found = try Self.passed(movements, lines, asSlices: true)
    #expect(found == (try cash(movements, lines)))
    #expect(found.matched == count - 100)
    #expect(found.breaks.count { $0.kind == .amountDiffers } == 50)
  }

  /// Neither equal movements nor equal lines make it a square, and each of them counts.
  @Test func `Many equal items are matched in one pass`() throws {
    let count = 100_000
    let found = try Self.passed(
      Array(repeating: payment("r", "a", 1), count: count),
      Array(repeating: line("r", "a", 1), count: count + 1), asSlices: true)
    #expect(found.matched == count)
    #expect(found.breaks.map(\.kind) == [.duplicate])
  }

  @Test func `Equal bytes in other fields are no match`() throws {
    for (movement, other) in [
      (payment("ab", "c", 1), line("a", "bc", 1)), (payment("ab", "c", 1), line("ab", "c", 2)),
      (payment("12345678", "a", 1), line("1234567", "8a", 1)),
    ] {
      #expect(try Self.passed([movement], [other], asSlices: true).matched == 0)
      #expect(try Self.passed([movement], [other], asSlices: false).matched == 0)
    }
  }
}

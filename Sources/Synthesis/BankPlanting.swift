import Lottery
import Quantities
import Reconciliation
import TradingDays

/// The bank's entries while breaks are planted in them. Each break takes a payment of its own whose
/// reference nothing else has, so that no two of them touch.
struct BankPlanting {
  private var lines: [BankLine?]
  private var payments: DrawnPool
  private var references: Set<String>
  private let amounts: Set<Money>
  private let movements: [LedgerMovement]
  private let bookedAt: [Instant]

  /// Every movement as an entry of the bank.
  init(_ records: LedgerRecords, _ times: inout SHA256Generator) {
    let movements = records.movements
    self.movements = movements
    var counts: [String: Int] = [:]
    for movement in movements { counts[movement.reference, default: 0] += 1 }
    let bookedAt = movements.map { $0.at ?? Self.time($0.group, records, &times) }
    self.bookedAt = bookedAt
    lines = zip(movements, bookedAt).map { movement, bookedAt in
      BankLine(
        reference: movement.reference, account: movement.account, amount: movement.amount,
        bookedAt: bookedAt, label: "")
    }
    payments = DrawnPool(
      movements.indices.filter {
        movements[$0].group == .payment && !movements[$0].reference.isEmpty
          && counts[movements[$0].reference] == 1
      })
    references = Set(counts.keys)
    amounts = Set(movements.map(\.amount))
  }

  /// In office hours; take-up, fees and proceeds after the refunds.
  private static func time(
    _ group: MovementGroup, _ records: LedgerRecords, _ times: inout SHA256Generator
  ) -> Instant {
    let day = group == .strategic ? records.strategicDay : records.payoutDay
    let start = Instant.at(day, hour: group == .proceeds ? 15 : 9)
    let length: UInt64 = group == .proceeds ? 2 * 3_600 : 6 * 3_600
    return Instant(
      secondsSinceEpoch: start.secondsSinceEpoch + Int64(times.below(length)))
  }

  /// By the time of booking; entries of one second as the ledger has them.
  var linesInOrder: [BankLine] {
    let kept = lines.compactMap(\.self)
    let times = kept.map { ($0.bookedAt ?? .earliest).secondsSinceEpoch }
    return kept.indices.sorted { (times[$0], $0) < (times[$1], $1) }.map { kept[$0] }
  }

  /// Plants a break of the bank's side; nil where the kind is none.
  mutating func plant(
    _ kind: BreakKind, number: Int, _ generator: inout SHA256Generator
  ) throws -> Break? {
    switch kind {
    case .missingInLedger: return addStray(&generator)
    case .missingInStatement:
      let (place, line) = try payment(kind, number, &generator)
      lines[place] = nil
      return try Self.break(kind, line.reference, ledger: line.amount, other: nil)
    case .amountDiffers:
      let (place, line) = try payment(kind, number, &generator)
      let amount = try otherAmount(line.amount, &generator)
      lines[place] = line.with(amount: amount)
      return try Self.break(kind, line.reference, ledger: line.amount, other: amount)
    case .duplicate:
      let (_, line) = try payment(kind, number, &generator)
      lines.append(line)
      return try Self.break(kind, line.reference, ledger: nil, other: line.amount)
    case .holdingDiffers, .lockMissing, .lockWrongDate, .lockWrongShares, .releasedEarly,
      .unknownAccount, .closingBalanceDiffers:
      return nil
    }
  }

  private mutating func payment(
    _ kind: BreakKind, _ number: Int, _ generator: inout SHA256Generator
  ) throws(StatementPlanError) -> (Int, BankLine) {
    guard let place = payments.take(&generator), let line = lines[place] else {
      throw .offeringTooSmall(
        kind: kind, number: number, place: "one more payment with a reference of its own")
    }
    return (place, line)
  }

  /// An entry of the bank that the ledger has not, under a known account, in or out, with an amount
  /// that no movement has.
  private mutating func addStray(_ generator: inout SHA256Generator) -> Break {
    let place = Int(generator.below(UInt64(movements.count)))
    var reference: String
    repeat {
      reference = "X-\(100_000_000 + generator.below(900_000_000))"
    } while !references.insert(reference).inserted
    var amount: Money
    repeat {
      let fen = Int64(generator.below(9_999_999)) + 1
      amount = Money(fen: generator.below(4) == 0 ? -fen : fen)
    } while amounts.contains(amount)
    lines.append(
      BankLine(
        reference: reference, account: movements[place].account, amount: amount,
        bookedAt: bookedAt[place], label: ""))
    return Break(
      .missingInLedger, key: reference, ledger: nil, other: .money(amount),
      difference: .money(amount), cause: "")
  }

  /// Another amount in the same direction, that no movement has: a fen off, a share off, or anything.
  private func otherAmount(
    _ amount: Money, _ generator: inout SHA256Generator
  ) throws(QuantityError) -> Money {
    while true {
      let spread = [1, 1_000, 1_000_000][Int(generator.below(3))]
      let difference = Int64(generator.below(UInt64(spread))) + 1
      let other = try amount + Money(fen: generator.below(2) == 0 ? difference : -difference)
      if other > .zero, !amounts.contains(other) { return other }
    }
  }

  private static func `break`(
    _ kind: BreakKind, _ key: String, ledger: Money?, other: Money?
  ) throws(QuantityError) -> Break {
    Break(
      kind, key: key, ledger: ledger.map { .money($0) }, other: other.map { .money($0) },
      difference: .money(try (other ?? .zero) - (ledger ?? .zero)), cause: "")
  }
}

extension BankLine {
  fileprivate func with(amount: Money) -> BankLine {
    BankLine(
      reference: reference, account: account, amount: amount, bookedAt: bookedAt, label: label)
  }
}

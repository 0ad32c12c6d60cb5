import Quantities
import Reconciliation
import TradingDays

func payment(
  _ reference: String, _ account: String, _ fen: Int64, _ group: MovementGroup = .payment
) -> LedgerMovement {
  LedgerMovement(
    reference: reference, account: account, amount: Money(fen: fen), at: nil, group: group)
}

func line(_ reference: String, _ account: String?, _ fen: Int64) -> BankLine {
  BankLine(
    reference: reference, account: account, amount: Money(fen: fen), bookedAt: nil,
    label: reference.isEmpty ? account ?? "line" : reference)
}

func cash(
  _ movements: [LedgerMovement], _ lines: [BankLine], expecting: Set<MovementGroup> = [],
  by rules: MatchingRules = .plain
) throws -> CashReconciliation {
  try CashReconciliation(movements, lines, expecting: expecting, by: rules)
}

/// "kind key ledger other difference", a missing side as "-".
func texts(_ breaks: [Break]) -> [String] {
  breaks.map { found in
    ([found.kind.rawValue, found.key]
      + [found.ledger, found.other, found.difference].map { $0?.canonical ?? "-" })
      .joined(separator: " ")
  }
}

func day(_ text: String) -> Day { Day(text) ?? .earliest }

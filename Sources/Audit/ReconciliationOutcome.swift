import Inputs
import Reconciliation

/// What a comparison of the ledger with statements and a list gave. Pure: the same ledger, call and
/// files give the same breaks in the same order.
public struct ReconciliationOutcome: Sendable {
  public let call: ReconciliationCall
  /// The account that collects investors' money; nil where no statement of it was given.
  public let escrow: CashReconciliation?
  /// The issuer's own account.
  public let issuer: CashReconciliation?
  public let register: HoldingReconciliation?
  /// Breaks of all sides, statements' own balances among them, in the order of reports.
  public let breaks: [PlacedBreak]
  /// The groups of movements that were compared. A later recorded reconciliation has to compare them
  /// too, or a break could vanish with its group.
  public let compared: Set<MovementGroup>
  /// Data rows of each file: movements of a statement, rows of a list.
  public let rows: [String: Int]

  /// Reads the files and compares.
  ///
  /// - Parameter read: gives a file's bytes by its name in the call.
  /// - Throws: what is wrong in the files, all of it at once; what the ledger has not reached yet.
  public init(
    _ call: ReconciliationCall, ledger: RecordedLedger, read: (String) throws -> [UInt8]
  ) throws {
    var rows: [String: Int] = [:]
    let faults = FaultList()
    func parsed<Value>(
      _ name: String, _ parse: ([UInt8], String) throws(InputRefusal) -> Value
    ) throws -> Value? {
      let bytes = try read(name)
      do {
        return try parse(bytes, name)
      } catch {
        faults.add(error)
        return nil
      }
    }
    func statement(_ names: [String]) throws -> BankStatement {
      var lines: [BankLine] = []
      var balances: [StatementBalance] = []
      for name in names {
        let statement = try parsed(name) { bytes, name throws(InputRefusal) in
          try BankFile.read(bytes, name: name)
        }
        guard let statement else { continue }
        rows[name] = statement.lines.count
        lines += statement.lines
        balances += statement.balances
      }
      return BankStatement(lines: lines, balances: balances)
    }
    let bank = try statement(call.bank)
    let issuerBank = try statement(call.issuerBank)
    let list = try call.register.flatMap { name in
      try parsed(name) { bytes, name throws(InputRefusal) in
        try RegisterFile.read(bytes, name: name)
      }
    }
    if let name = call.register { rows[name] = list?.count }
    try faults.check()

    var placed: [PlacedBreak] = []
    var compared = call.expecting
    func compare(
      _ side: ReconciliationSide, _ statement: BankStatement,
      _ movements: () throws -> [LedgerMovement]
    ) throws -> CashReconciliation? {
      guard call.sides.contains(side) else { return nil }
      let movements = try movements()
      let cash = try CashReconciliation(
        movements, statement.lines,
        expecting: call.expecting.union(ledger.confirmedGroups))
      let own = try StatementBalance.breaks(statement.balances)
      placed += (cash.breaks + own).map { PlacedBreak(side, $0) }
      compared.formUnion(
        Set(movements.lazy.map(\.group)).subtracting(cash.notCompared.lazy.map(\.group)))
      return cash
    }
    self.call = call
    self.rows = rows
    escrow = try compare(.escrow, bank, ledger.escrowMovements)
    issuer = try compare(.issuer, issuerBank, ledger.issuerMovements)
    register = try list.map { list in
      try HoldingReconciliation(
        try ledger.holdings(), list, released: ledger.released, asOf: call.asOf)
    }
    placed += (register?.breaks ?? []).map { PlacedBreak(.register, $0) }
    breaks = placed.inReportOrder()
    self.compared = compared
  }

  /// Movements and accounts that agree.
  public var matched: Int {
    (escrow?.matched ?? 0) + (issuer?.matched ?? 0) + (register?.matched ?? 0)
  }
}

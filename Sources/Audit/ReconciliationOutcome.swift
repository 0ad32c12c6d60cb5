import Cryptography
import Inputs
import Offerings
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
  /// Every file as it was read, with the number of its movements or rows.
  public let files: [SealedFile]

  /// Reads the files and compares.
  ///
  /// - Parameter open: gives a file's bytes by its name in the call.
  /// - Throws: what is wrong in the files, all of it at once; what the ledger has not reached yet.
  /// - Complexity: O(n) in movements and rows; memory for those, not for the files' text.
  public init(
    _ call: ReconciliationCall, ledger: RecordedLedger, open: (String) throws -> ByteSource
  ) throws {
    var files: [SealedFile] = []
    let faults = FaultList()
    func statement(_ names: [String]) throws -> BankStatement {
      var reader = BankFiles()
      for name in names { try reader.read(open(name), name: name) }
      files += reader.files
      do {
        return try reader.statement()
      } catch {
        faults.add(error)
        return BankStatement(lines: [])
      }
    }
    let bank = try statement(call.bank)
    let issuerBank = try statement(call.issuerBank)
    var list: [ListedHolding]?
    if let name = call.register {
      let bytes = try open(name).all()
      do {
        let rows = try RegisterFile.read(bytes, name: name)
        files.append(SealedFile(name: name, sha256: SHA256.hash(bytes), rows: rows.count))
        list = rows
      } catch {
        faults.add(error)
      }
    }
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
    self.files = files
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

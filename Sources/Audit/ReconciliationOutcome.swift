import Cryptography
import Inputs
import Offerings
import Quantities
import Reconciliation

/// What a comparison of the ledger with statements and a list gave. Pure: the same ledger, call and
/// files give the same breaks in the same order.
public struct ReconciliationOutcome: Sendable {
  public let call: ReconciliationCall
  /// By what money was matched.
  public let rules: MatchingRules
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
    /// Reads statements into a first pass over the ledger's movements, and gives their balances.
    func statements(_ names: [String], into pass: ExactPass) throws -> [StatementBalance] {
      var reader = BankFiles(into: pass)
      for name in names { try reader.read(open(name), name: name) }
      files += reader.files
      do {
        return try reader.balances()
      } catch {
        faults.add(error)
        return []
      }
    }
    func rows<Value>(
      _ name: String?, _ parse: ([UInt8], String) throws(InputRefusal) -> Value,
      count: (Value) -> Int
    ) throws -> Value? {
      guard let name else { return nil }
      let bytes = try open(name).all()
      do {
        let rows = try parse(bytes, name)
        files.append(SealedFile(name: name, sha256: SHA256.hash(bytes), rows: count(rows)))
        return rows
      } catch {
        faults.add(error)
        return nil
      }
    }
    // Files are read against what the ledger has; what it has not reached yet is told after what is
    // wrong in them.
    func opened(
      _ names: [String], _ movements: () throws -> [LedgerMovement]
    ) throws -> Comparison? {
      guard !names.isEmpty else { return nil }
      let movements = Result(catching: movements)
      let packed = PackedMovements()
      for movement in (try? movements.get()) ?? [] { packed.append(movement) }
      let pass = ExactPass(packed)
      let balances = try statements(names, into: pass)
      return Comparison(
        pass: pass, balances: balances, groups: movements.map { Set($0.lazy.map(\.group)) })
    }
    let bank = try opened(call.bank, ledger.escrowMovements)
    let issuerBank = try opened(call.issuerBank, ledger.issuerMovements)
    let list = try rows(
      call.register,
      { (bytes, name) throws(InputRefusal) in
        try RegisterFile.read(bytes, name: name)
      }, count: \.count)
    let payers = try rows(
      call.payers,
      { (bytes, name) throws(InputRefusal) in
        try PayerFile.read(bytes, name: name)
      }, count: \.count)
    try faults.check()

    let rules = try MatchingRules(tolerance: call.tolerance ?? .zero, payers: payers ?? [:])
    var placed: [PlacedBreak] = []
    var compared = call.expecting
    func compare(
      _ side: ReconciliationSide, _ opened: Comparison?
    ) throws -> CashReconciliation? {
      guard let opened else { return nil }
      let groups = try opened.groups.get()
      let cash = try CashReconciliation(
        opened.pass, expecting: call.expecting.union(ledger.confirmedGroups), by: rules)
      let own = try StatementBalance.breaks(opened.balances)
      placed += (cash.breaks + own).map { PlacedBreak(side, $0) }
      compared.formUnion(groups.subtracting(cash.notCompared.lazy.map(\.group)))
      return cash
    }
    self.call = call
    self.files = files
    self.rules = rules
    escrow = try compare(.escrow, bank)
    issuer = try compare(.issuer, issuerBank)
    register = try list.map { list in
      let register = try ledger.register(on: call.asOf)
      return try HoldingReconciliation(
        register.holdings, list, released: Set(register.releases.map(\.end)), asOf: call.asOf)
    }
    placed += (register?.breaks ?? []).map { PlacedBreak(.register, $0) }
    breaks = placed.inReportOrder()
    self.compared = compared
  }

  /// One account's statements, read against the ledger's movements.
  private struct Comparison {
    let pass: ExactPass
    let balances: [StatementBalance]
    /// Those of the movements; a failure where the ledger has none yet.
    let groups: Result<Set<MovementGroup>, any Error>
  }

  /// Movements of both accounts that each rule matched.
  public var matchedBy: [MatchingRule: Int] {
    (escrow?.matchedBy ?? [:]).merging(issuer?.matchedBy ?? [:], uniquingKeysWith: +)
  }

  /// What is left of the differences that were tolerated: bank less ledger, over both accounts.
  public var toleratedSum: Int128 {
    Int128(escrow?.toleratedSum.fen ?? 0) + Int128(issuer?.toleratedSum.fen ?? 0)
  }

  /// Movements of one group that the statements of one side do not show at all.
  public struct Absence: Equatable, Sendable {
    public let side: ReconciliationSide
    public let group: MovementGroup
    public let movements: Int
    /// Negative where money goes out.
    public let sum: Money
  }

  /// What the ledger knows and the statements do not reach to: told, and no break.
  public var notCompared: [Absence] {
    [(ReconciliationSide.escrow, escrow), (.issuer, issuer)].flatMap { side, cash in
      (cash?.notCompared ?? []).map {
        Absence(side: side, group: $0.group, movements: $0.movements, sum: $0.sum)
      }
    }
  }

  /// Movements and accounts that agree.
  public var matched: Int {
    (escrow?.matched ?? 0) + (issuer?.matched ?? 0) + (register?.matched ?? 0)
  }
}

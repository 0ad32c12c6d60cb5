import ArgumentParser
import Audit
import Cryptography
import Inputs
import Offerings
import Reconciliation
import Reports
import Storage
import TradingDays

/// `ipo reconcile`: the ledger against a bank's statement and the depository's list.
struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Hold the ledger against a bank's statement and the depository's list.",
    discussion: """
      The statement is ISO 20022 camt.053 or CSV reference,account,amount,booked_at; the list is \
      CSV account,shares,locked,unlock_date. Exit code 1 while any break is open. Reads the journal \
      alone: ipo verify says whether that can be trusted.

        ipo reconcile dema --bank statement.xml --register holders-2020-06-02.csv
        ipo reconcile dema --register holders.csv --as-of 2020-12-02
        ipo reconcile dema --bank whole-account.csv --complete --json
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The bank's statement, camt.053 or CSV.")
  var bank: String?

  @Option(help: "The depository's list of holdings and locks, CSV.")
  var register: String?

  @Option(help: "The day the list is of, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Flag(
    help: """
      The statement covers all that the account ever saw: strategic payments, refunds and proceeds \
      that it does not show are breaks.
      """)
  var complete = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let day = try asOf.map(DayArgument.parse) ?? Clock.system.now.marketDay
    guard bank != nil || register != nil else {
      throw Failure.WrongCall(
        message: "nothingToCompare: found neither --bank nor --register, expected one or both")
    }
    let (statement, list) = try readFiles()
    let recorded = try RecordedOffering(folder)
    Console.progress("comparing")
    let cash = try statement.map { statement in
      try CashReconciliation(
        try recorded.movements(), statement.lines,
        expecting: complete ? Set(MovementGroup.allCases) : recorded.confirmedGroups)
    }
    let holdings = try list.map { list in
      try HoldingReconciliation(
        try recorded.holdings(), list, released: recorded.released, asOf: day)
    }
    let report = ReconciliationReport(
      cash: cash, balances: try StatementBalance.breaks(statement?.balances ?? []),
      holdings: holdings, asOf: day)
    Console.done()
    if json {
      Console.write(report.json)
    } else {
      Console.write(report.text)
    }
    if !report.breaks.isEmpty { throw Failure.Silent(code: 1) }
  }

  /// Both files; what is wrong in either is told at once.
  private func readFiles() throws -> (BankStatement?, [ListedHolding]?) {
    let faults = FaultList()
    func read<Value>(
      _ path: String?, _ expected: String,
      _ parse: ([UInt8], String) throws(InputRefusal) -> Value
    ) throws -> Value? {
      guard let path else { return nil }
      guard let bytes = try OfferingFolder.bytes(at: path) else {
        throw StorageError.missingFile(path: path, expected: expected)
      }
      do {
        return try parse(bytes, path)
      } catch {
        faults.add(error)
        return nil
      }
    }
    Console.progress("reading statement and list")
    let statement = try read(bank, "a bank's statement") { bytes, path throws(InputRefusal) in
      try BankFile.read(bytes, name: path)
    }
    let list = try read(register, "a list of holdings") { bytes, path throws(InputRefusal) in
      try RegisterFile.read(bytes, name: path)
    }
    try faults.check()
    return (statement, list)
  }
}

/// What an offering's journal records, as far as others can confirm it.
private struct RecordedOffering {
  private let folder: OfferingFolder
  private let path: String
  private let journal: JournalAudit
  private let closed: Set<String>

  /// - Throws: where the journal is missing or unsound.
  init(_ path: String) throws {
    self.path = path
    folder = OfferingFolder(path)
    guard let bytes = try folder.bytes("journal.jsonl") else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    Console.progress("reading the journal")
    journal = JournalAudit(bytes, sizes: [])
    if let finding = journal.findings.first {
      throw Failure.Refused(
        message: "journalUnsound: \(finding); run ipo verify, nothing was compared")
    }
    closed = Set(journal.operations.lazy.filter(\.isClosed).map(\.id))
  }

  /// The groups of movements that the bank says it has done.
  var confirmedGroups: Set<MovementGroup> {
    closed.contains("confirmation-proceeds") ? [.refund, .proceeds] : []
  }

  var released: Set<Day> { RecordedHoldings.released(journal) }

  func movements() throws -> [LedgerMovement] {
    guard !closed.isDisjoint(with: ["payment", "suspension"]) else {
      throw Failure.WrongCall(
        message: "notPaid: \(path) has no payment yet; ipo settle says what it waits for")
    }
    return try RecordedMovements.read(journal, payments: try payments())
  }

  /// The rows that the journal sealed; none where the issue was suspended before any payment.
  private func payments() throws -> [Payment] {
    guard let sealed = journal.sealedFiles.first(where: { $0.file == PaymentFile.name }) else {
      return []
    }
    let bytes = try folder.bytes(PaymentFile.name)
    let digest = bytes.map { SHA256.hash($0).hex } ?? "no file"
    guard let bytes, digest == sealed.sha256 else {
      throw StorageError.sealedInputChanged(
        file: PaymentFile.name, found: digest, expected: sealed.sha256)
    }
    return try PaymentFile.read(bytes).value
  }

  func holdings() throws -> [LedgerHolding] {
    guard closed.contains("registration") else {
      throw Failure.WrongCall(
        message: "notRegistered: \(path) has no registration yet; ipo settle says what it waits for"
      )
    }
    return RecordedHoldings.read(journal.balances)
  }
}

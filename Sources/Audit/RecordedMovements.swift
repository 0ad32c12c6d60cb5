import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Reconciliation

/// The movements of money that a journal records, read from its entries alone; only the payers'
/// references and times come from the file that it sealed.
public enum RecordedMovements {
  /// What came into the account that collects investors' money, and what left it.
  ///
  /// - Parameters:
  ///   - operations: the journal's, or the first of them.
  ///   - terms: the terms that the journal was opened with.
  ///   - payments: the rows of the sealed `inputs/payments.csv`, in their order.
  /// - Throws: where the journal booked other payments than the file holds.
  /// - Complexity: O(n); one operation's entries are parsed at a time.
  public static func ofEscrow(
    _ operations: some Sequence<JournalAudit.Operation>, terms: JSONValue?, payments: [Payment]
  ) throws(RecordedMovementError) -> [LedgerMovement] {
    var movements: [LedgerMovement] = []
    let underwriter = terms?["underwriter"]?.stringValue ?? AccountName.underwriter.text
    for operation in operations {
      switch operation.id {
      case "strategic":
        try eachEntry(of: operation) { entry throws(RecordedMovementError) in
          guard entry.kind == .payment else { return }
          for posting in entry.postings {
            guard let payer = posting.payer else { continue }
            movements.append(
              LedgerMovement(
                reference: "strategic/\(payer.account)", account: payer.account,
                amount: Money(fen: -posting.amount), at: nil, group: .strategic))
          }
        }
      case "payment": try readPayments(operation, payments, into: &movements)
      case "proceeds", "suspension":
        try eachEntry(of: operation) { entry throws(RecordedMovementError) in
          switch entry.kind {
          case .refund, .void: appendRefunds(entry, to: &movements)
          case .settlement: appendProceeds(entry, underwriter, to: &movements)
          default: break
          }
        }
      default: break
      }
    }
    return movements
  }

  /// What came into the issuer's own account, and what it paid from it.
  public static func ofIssuer(
    _ operations: some Sequence<JournalAudit.Operation>
  ) throws(RecordedMovementError) -> [LedgerMovement] {
    var movements: [LedgerMovement] = []
    for operation in operations where ["proceeds", "issuer-costs"].contains(operation.id) {
      try eachEntry(of: operation) { entry throws(RecordedMovementError) in
        guard entry.kind == .settlement else { return }
        for posting in entry.postings where posting.commodity == .cash {
          let parts = posting.account.path.split(separator: ":")
          let (reference, account, fen, group): (String, String, Int64, MovementGroup)
          switch (entry.event, parts.first, parts.last) {
          case ("proceeds", "issuer", _):
            (reference, account) = ("proceeds/issuer", "issuer")
            (fen, group) = (posting.amount, .received)
          case ("issuer-costs", "fees", let name?), ("issuer-costs", "tax", let name?):
            (reference, account) = ("cost/\(name)", String(name))
            (fen, group) = (-posting.amount, .cost)
          default: continue
          }
          movements.append(
            LedgerMovement(
              reference: reference, account: account, amount: Money(fen: fen), at: nil,
              group: group))
        }
      }
    }
    return movements
  }

  /// The payments, each with its row's reference: the entries hold a posting a row, in the rows' order.
  private static func readPayments(
    _ operation: JournalAudit.Operation, _ payments: [Payment],
    into movements: inout [LedgerMovement]
  ) throws(RecordedMovementError) {
    var rows: [Tranche: [Payment]] = [:]
    for payment in payments { rows[payment.tranche, default: []].append(payment) }
    var next: [Tranche: Int] = [:]
    try eachEntry(of: operation) { entry throws(RecordedMovementError) in
      guard entry.kind == .payment else { return }
      for posting in entry.postings {
        guard let payer = posting.payer else { continue }
        let place = next[payer.tranche, default: 0]
        let row = rows[payer.tranche].flatMap { place < $0.count ? $0[place] : nil }
        guard let row, row.account.text == payer.account, row.amount.fen == -posting.amount else {
          throw .paymentsDiffer(
            entry: entry.seq,
            found: "\(Money(fen: -posting.amount).canonical) of \(payer.account)",
            expected: row.map { "\($0.amount.canonical) of \($0.account)" } ?? "no more payments")
        }
        next[payer.tranche] = place + 1
        movements.append(
          LedgerMovement(
            reference: row.reference, account: payer.account, amount: row.amount, at: row.paidAt,
            group: .payment))
      }
    }
    let booked = next.values.reduce(0, +)
    guard booked == payments.count else {
      throw .paymentsDiffer(
        entry: operation.entries.numbers.upperBound, found: "\(booked) payments",
        expected: "\(payments.count)")
    }
  }

  /// What goes back to each account: refunds, and of a suspended issue all that had come in, which
  /// is what the account's receivable and its debt take back together.
  private static func appendRefunds(
    _ entry: RecordedEntry, to movements: inout [LedgerMovement]
  ) {
    // Postings of one row stand together; a void's debt follows its receivable.
    var refunds: [(account: String, amount: Int64)] = []
    for posting in entry.postings where posting.commodity == .cash {
      let parts = posting.account.path.split(separator: ":")
      if parts.count == 3, parts[0] == "receivable" {
        refunds.append((String(parts[2]), posting.amount))
      } else if parts.count == 2, parts[0] == "investor" {
        if let last = refunds.last, last.account == parts[1] {
          refunds[refunds.count - 1].amount += posting.amount
        } else {
          refunds.append((String(parts[1]), posting.amount))
        }
      }
    }
    for refund in refunds where refund.amount != 0 {
      movements.append(
        LedgerMovement(
          reference: "refund/\(entry.tranche)/\(refund.account)", account: refund.account,
          amount: Money(fen: -refund.amount), at: nil, group: .refund))
    }
  }

  /// What divides the proceeds, as far as it comes into the collecting account or leaves it.
  private static func appendProceeds(
    _ entry: RecordedEntry, _ underwriter: String, to movements: inout [LedgerMovement]
  ) {
    guard entry.event == "proceeds" else { return }
    for posting in entry.postings where posting.commodity == .cash {
      let (name, account): (String, String)
      switch posting.account {
      case .underwriter: (name, account) = ("take-up", underwriter)
      case .underwriterFee, .underwriterVAT: (name, account) = ("fee", underwriter)
      case .underwriterBrokerage: (name, account) = ("brokerage", underwriter)
      case .issuer: (name, account) = ("issuer", "issuer")
      default: continue
      }
      movements.append(
        LedgerMovement(
          reference: "proceeds/\(name)", account: account, amount: Money(fen: -posting.amount),
          at: nil, group: .proceeds))
    }
  }

  private static func eachEntry(
    of operation: JournalAudit.Operation,
    _ take: (RecordedEntry) throws(RecordedMovementError) -> Void
  ) throws(RecordedMovementError) {
    for entry in operation.entries {
      guard let read = RecordedEntry(entry.content, seq: entry.seq) else {
        throw .unreadableEntry(entry: entry.seq)
      }
      try take(read)
    }
  }
}

extension Posting {
  /// The tranche and the account of a receivable that money came in for.
  fileprivate var payer: (tranche: Tranche, account: String)? {
    guard commodity == .cash else { return nil }
    let path = account.path.utf8
    for (tranche, prefix) in Self.receivables where path.starts(with: prefix) {
      let name = path.dropFirst(prefix.count)
      return name.contains(UInt8(ascii: ":")) ? nil : (tranche, String(Substring(name)))
    }
    return nil
  }

  private static let receivables = Tranche.allCases.map {
    (tranche: $0, prefix: Array("receivable:\($0.rawValue):".utf8))
  }
}

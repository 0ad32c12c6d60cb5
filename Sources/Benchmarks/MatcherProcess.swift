import Foundation
import Inputs
import Reconciliation
import Storage

/// The matcher alone, as a process of its own: two lists in the bank's format against each other.
enum MatcherProcess {
  /// Prints the counts, one a line.
  static func run(ledger: String, bank: String) throws {
    var ours = try MappedFile(ledger, expected: "the ledger's list")
    let movements = PackedMovements(bytes: ours.bytes.count)
    try BankListRows.read(ours.bytes, name: ledger, into: LedgerRows(movements: movements)) {
      ours.pass($0)
    }
    var theirs = try MappedFile(bank, expected: "the bank's list")
    let pass = ExactPass(movements)
    try BankListRows.read(theirs.bytes, name: bank, into: pass) { theirs.pass($0) }
    let found = try CashReconciliation(pass, expecting: [])
    func count(_ kind: BreakKind) -> Int { found.breaks.count { $0.kind == kind } }
    let (differing, ledgerOnly) = (count(.amountDiffers), count(.missingInStatement))
    let bankOnly = count(.missingInLedger)
    print(found.matched, differing, ledgerOnly, bankOnly)
    guard differing + ledgerOnly + bankOnly == found.breaks.count else { exit(1) }
  }

  /// Takes a list as the ledger's payments.
  private struct LedgerRows: LineTaker {
    let movements: PackedMovements

    func take(_ slices: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>) {
      movements.append(slices, of: bytes, group: .payment)
    }

    func take(_ line: BankLine) {
      movements.append(
        LedgerMovement(
          reference: line.reference, account: line.account ?? "", amount: line.amount,
          at: line.bookedAt, group: .payment))
    }
  }
}

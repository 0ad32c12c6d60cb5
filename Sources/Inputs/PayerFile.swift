import Offerings
import Reconciliation

/// Reads who pays for whom as CSV: `account,payer`. An account has one payer; a payer has any number
/// of accounts.
public enum PayerFile {
  /// The payers by their accounts.
  ///
  /// - Throws: every fault of the file at once; `duplicateAccount` for an account with two rows,
  ///   `payerOfItself` where payers lead back to an account.
  public static func read(
    _ bytes: [UInt8], name: String
  ) throws(InputRefusal) -> [String: String] {
    try RowReader.read(
      bytes, file: name, columns: ["account", "payer"].map { .init(name: $0) }
    ) { reader in
      var payers: [String: String] = [:]
      var places: [String: Int] = [:]
      var unique = UniqueNames()
      while reader.next() {
        let (account, payer) = (reader.name(0), reader.name(1))
        unique.add(account, column: 0, &reader)
        payers[account.text] = payer.text
        places[account.text] = reader.field(0)?.origin
      }
      if reader.faults.count == 0, let account = MatchingRules.firstInCircle(payers) {
        reader.addLater(
          "payerOfItself", at: places[account] ?? 0,
          found: "\(account) pays for itself, directly or through others",
          expected: "payers that lead to an end")
      }
      return payers
    }.value
  }
}

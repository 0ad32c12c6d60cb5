import Offerings
import Quantities
import Reconciliation
import TradingDays

/// Reads a bank's statement as CSV: `reference,account,amount,booked_at`, money out negative. One of
/// reference and account may be empty.
public enum BankListFile {
  static let columns = ["reference", "account", "amount", "booked_at"].map {
    RowReader.Column(name: $0)
  }

  public static func read(_ bytes: [UInt8], name: String) throws(InputRefusal) -> BankStatement {
    try RowReader.read(bytes, file: name, columns: columns) { reader in
      var lines: [BankLine] = []
      while reader.next() { lines.append(line(reader)) }
      return BankStatement(lines: lines)
    }.value
  }

  /// The current row; what is wrong in it goes to the reader's faults.
  static func line(_ reader: RowReader) -> BankLine {
    let reference = reader.text(0)
    let hasAccount = !reader.text(1).isEmpty
    if reference.isEmpty, !hasAccount {
      reader.add("malformedReference", column: 0, expected: "a reference or an account")
    }
    let account = hasAccount ? reader.name(1).text : nil
    return BankLine(
      reference: reference, account: account, amount: amount(reader),
      bookedAt: reader.instant(3), label: reference.isEmpty ? account ?? "" : reference)
  }

  private static func amount(_ reader: RowReader) -> Money {
    reader.value(
      2, or: .zero, rule: "malformedAmount",
      expected: "an amount in yuan with at most 2 decimals, negative for money out, never 0"
    ) { text in
      let isOut = text.hasPrefix("-")
      let amount = try Money(parsing: isOut ? text.dropFirst() : text[...])
      guard amount > .zero else { return nil }
      return isOut ? Money(fen: -amount.fen) : amount
    }
  }
}

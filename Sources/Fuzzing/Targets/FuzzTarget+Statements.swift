import Inputs
import Reconciliation

extension FuzzTarget {
  /// What banks send. A statement is read in blocks, wherever they end.
  static let statements = [
    FuzzTarget("bank-csv", tokens: Tokens.csv) { bytes in
      let whole = try Statements.check(bytes)
      // Two readers of one form: row by row, and the fast one.
      let plain = try Refusals.value(of: bytes) { try BankListFile.read($0, name: Rows.file) }
      let fast = LineList()
      let count = try Refusals.value(of: bytes) {
        try BankListRows.read($0, name: Rows.file, into: fast)
      }
      try demand((plain == nil) == (count == nil), "one reader refuses what the other reads")
      guard let plain else { return false }
      try demand(plain.lines == fast.lines && count == fast.lines.count, "the rows differ")
      let isForm = !(bytes.first.map { [0x3C, 0x3A, 0x7B].contains($0) } ?? false)
      if isForm, let whole { try demand(whole.lines == plain.lines, "the file's rows differ") }
      return try Rows.check(bytes, print: Rows.bank) {
        try BankListFile.read($0, name: Rows.file).lines
      }
    },
    FuzzTarget("camt", tokens: Tokens.camt) { bytes in try Statements.check(bytes) != nil },
    FuzzTarget("mt940", tokens: Tokens.mt940) { bytes in try Statements.check(bytes) != nil },
  ]
}

/// What has to hold of a bank's file.
private enum Statements {
  /// Reads the bytes whole and cut into blocks; the same has to come out.
  ///
  /// - Returns: the statement; nil where it is refused.
  static func check(_ bytes: [UInt8]) throws -> BankStatement? {
    let whole = read(bytes, block: max(1, bytes.count))
    // Bytes one by one cost most: of long inputs only some.
    let cut = 1 + bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % max(1, bytes.count)
    for block in [bytes.count < 4_096 ? 1 : 1_021, 3, 64, cut] {
      let parts = read(bytes, block: block)
      try demand(
        parts == whole, "blocks of \(block) bytes give \(parts), one block gives \(whole)")
    }
    switch whole {
    case .success(let statement):
      _ = try? StatementBalance.breaks(statement.balances)
      return statement
    case .failure(let refusal):
      try Refusals.check(refusal, of: bytes)
      return nil
    }
  }

  private static func read(
    _ bytes: [UInt8], block: Int
  ) -> Result<BankStatement, InputRefusal> {
    let lines = LineList()
    var files = BankFiles(into: lines)
    // Bytes that are there already cannot fail to be read.
    try? files.read(ByteSource(bytes, block: block), name: "bank")
    do throws(InputRefusal) {
      return .success(BankStatement(lines: lines.lines, balances: try files.balances()))
    } catch {
      return .failure(error)
    }
  }
}

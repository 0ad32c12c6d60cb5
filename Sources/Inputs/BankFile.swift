import Offerings
import Reconciliation

/// Reads a bank's statement in either form: ISO 20022 camt.053 where the file begins as XML does,
/// else CSV.
public enum BankFile {
  /// - Parameter name: the path as faults name it.
  public static func read(_ bytes: [UInt8], name: String) throws(InputRefusal) -> BankStatement {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes.dropFirst(start).first { !XMLScanner.isBlank($0) }
    return first == UInt8(ascii: "<")
      ? try CamtStatementFile.read(bytes, name: name) : try BankListFile.read(bytes, name: name)
  }
}

import Offerings
import Reconciliation

/// Reads a bank's statement as ISO 20022 camt.053 (BankToCustomerStatement), versions 001.02 to
/// 001.13. `EndToEndId` carries the reference; it names no account of the ledger.
///
/// One file may hold several statements. An entry counts where its status is `BOOK`, each of its
/// transactions for itself. A statement has to have its opening balance (OPBD, or PRCD in its place)
/// and its closing balance (CLBD), and numbered statements of one account may leave no gap.
public enum CamtStatementFile {
  static let namespacePrefix = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
  static let versions = (2...13).map { $0 < 10 ? "0\($0)" : "\($0)" }

  public static func read(_ bytes: [UInt8], name: String) throws(InputRefusal) -> BankStatement {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw InputRefusal(faults: [invalidUTF8(in: bytes, file: name)])
    }
    let faults = FaultList()
    let statement = bytes.withUnsafeBufferPointer { buffer in
      var reader = CamtReader(buffer, file: name, faults: faults)
      return reader.read()
    }
    try faults.check()
    return statement
  }
}

import Offerings
import Reconciliation

/// Reads a bank's statement as ISO 20022 camt.053 (BankToCustomerStatement), versions 001.02 to
/// 001.14. `EndToEndId` carries the reference; it names no account of the ledger.
///
/// One file may hold several statements, and pages of one. An entry counts where its status is
/// `BOOK`, each of its transactions for itself.
enum CamtStatementFile {
  static let namespacePrefix = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
  static let versions = Set((2...14).map { $0 < 10 ? "0\($0)" : "\($0)" })
  /// Before a reference in `Ustrd` that is too long for `EndToEndId`; the code word of MT940.
  static let codeWord = "/EREF/"

  /// Reads to the end of the source; memory does not grow with the message.
  static func read(
    _ source: ByteSource, name: String, faults: FaultList, emit: @escaping (BankLine) -> Void
  ) throws -> [StatementPart] {
    var reader = CamtReader(source, file: name, faults: faults, emit: emit)
    return try reader.read()
  }
}

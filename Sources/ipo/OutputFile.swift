import Reports
import Storage
import Transparency

/// A file that a call names for output. It replaces one of its own kind only: a mistyped path must not
/// cost a journal.
enum OutputFile {
  /// What a file of the kind looks like.
  enum Kind {
    case proof
    case numbers
    case report
    case rows
    case picture

    fileprivate func looksLike(_ bytes: [UInt8]) -> Bool {
      switch self {
      case .proof:
        bytes.starts(with: "c2sp.org/tlog-proof@".utf8)
          || bytes.starts(with: ConsistencyFile.header.utf8)
      case .numbers:
        bytes.prefix(1_000).allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "\n") }
      case .report:
        bytes.starts(with: HTMLDocument.beginning(of: OfferingReport.generator).utf8)
      case .rows: BookFiles.headers.contains { bytes.starts(with: $0.utf8) }
      case .picture: bytes.starts(with: BookFiles.pictureBeginning.utf8)
      }
    }
  }

  /// - Throws: `fileTaken` where another kind of file stands there.
  static func write(_ bytes: [UInt8], at path: String, replacing kind: Kind) throws {
    if let existing = try OfferingFolder.bytes(at: path), !existing.isEmpty,
      !kind.looksLike(existing)
    {
      throw Failure.WrongCall(
        message: "fileTaken: \(path) holds something else, expected a new file")
    }
    try OfferingFolder.write(bytes, at: path)
  }
}

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
    try check(path, replacing: kind)
    try OfferingFolder.write(bytes, at: path)
  }

  /// Sees that files can be written before any of them is; a path that is nil is not asked for.
  ///
  /// - Throws: `fileTaken`; `sameFile` where two of them are one; `noSuchFolder`.
  static func check(_ files: (path: String?, kind: Kind)...) throws {
    var paths: Set<String> = []
    for file in files {
      guard let path = file.path else { continue }
      guard paths.insert(path).inserted else {
        throw Failure.WrongCall(message: "sameFile: found \(path) twice, expected a file for each")
      }
      try check(path, replacing: file.kind)
      guard OfferingFolder.holdsFolder(of: path) else {
        throw Failure.WrongCall(
          message: "noSuchFolder: found \(path), expected a folder that is there")
      }
    }
  }

  private static func check(_ path: String, replacing kind: Kind) throws {
    if let existing = try OfferingFolder.bytes(at: path), !existing.isEmpty,
      !kind.looksLike(existing)
    {
      throw Failure.WrongCall(
        message: "fileTaken: \(path) holds something else, expected a new file")
    }
  }
}

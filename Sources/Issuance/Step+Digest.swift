import Cryptography
import Ledger

extension Step {
  /// SHA-256 of what the step records, whoever does it and whenever: of each entry the canonical JSON of
  /// its body, id, kind and postings as an object and an LF, the closing entry included.
  ///
  /// - Complexity: makes all entries once.
  public func sha256(code: String) throws -> Digest {
    var hash = SHA256()
    var line: [UInt8] = []
    try entries { entry in
      line.removeAll(keepingCapacity: true)
      line.append(UInt8(ascii: "{"))
      JournalLine.appendContent(of: entry, code: code, to: &line)
      line += "}\n".utf8
      hash.update(line)
    }
    return hash.finalized()
  }
}

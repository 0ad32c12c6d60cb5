import Audit
import CanonicalJSON
import Cryptography
import Inputs
import Ledger
import Offerings
import Quantities
import TradingDays
import Transparency

extension FuzzTarget {
  /// Lines of a journal and whole ones, as `ipo verify` reads them.
  static let journal = [
    FuzzTarget("journal-line", tokens: Tokens.entry) { bytes in
      let line = bytes.filter { $0 != 0x0A }
      let first = try Journals.chained([line[...]])
      let audit = try Journals.audit(first ?? line + [0x0A])
      let isRead = !audit.findings.contains {
        ["malformedEntry", "malformedPosting", "notCanonical", "unbalancedEntry"].contains($0.rule)
      }
      if isRead, let first { try Journals.checkWritten(first.dropLast()) }
      return isRead
    },
    FuzzTarget("journal", tokens: Tokens.entry) { bytes in
      _ = try Journals.audit(bytes)
      // As it stands nearly every change breaks the chain; made to fit, it leads further.
      let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      guard let chained = try Journals.chained(lines.dropLast()) else { return false }
      let audit = try Journals.audit(chained)
      guard audit.findings.isEmpty else { return false }
      try Journals.replay(audit)
      return true
    },
  ]
}

/// What has to hold of a journal.
private enum Journals {
  /// The lines with numbers and links that fit, in canonical form; nil where one is no JSON object.
  static func chained(_ lines: [ArraySlice<UInt8>]) throws -> [UInt8]? {
    var journal: [UInt8] = []
    var leaf = Digest.zero
    for (number, line) in lines.enumerated() {
      guard case .object(var entry) = try? JSONParser.parse(line) else { return nil }
      entry["prev"] = .string(leaf.hex)
      entry["seq"] = .integer(Int64(number))
      let bytes = JSONValue.object(entry).canonicalBytes
      leaf = MerkleTree.leafHash(bytes)
      journal += bytes + [0x0A]
    }
    return journal
  }

  /// An audit whose findings and whose root are those of these lines.
  static func audit(_ journal: [UInt8]) throws(Violation) -> JournalAudit {
    let lines = journal.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    let sizes: Set<UInt64> = [0, 1, UInt64(lines.count)]
    let audit = JournalAudit(journal, sizes: sizes)
    try demand(audit.entryCount == Int64(lines.count), "\(audit.entryCount) entries were read")
    let root = MerkleTree.root(of: lines.map { MerkleTree.leafHash(Array($0)) })
    try demand(audit.root == root, "another root than that of RFC 6962")
    try demand(audit.root(at: UInt64(lines.count)) == root, "another root at its size")
    for finding in audit.findings {
      let isInside = finding.entry.map { (0...Int64(lines.count)).contains($0) } ?? true
      try demand(isInside, "a finding at entry \(finding.entry ?? -1)")
    }
    if journal.last != 0x0A, !journal.isEmpty {
      try demand(!audit.findings.isEmpty, "a journal that is cut off has no finding")
    }
    return audit
  }

  /// A line that is read is what the writer writes.
  static func checkWritten(_ line: ArraySlice<UInt8>) throws {
    let value = try JSONParser.parse(line)
    guard let id = value["id"]?.stringValue, let body = value["body"]?.objectValue,
      let kind = value["kind"]?.stringValue.flatMap(EntryKind.init(rawValue:)),
      let at = value["at"]?.stringValue.flatMap({ Instant(utc: $0) }),
      let rows = value["postings"]?.arrayValue
    else { throw Violation("an entry without its members was read") }
    let units = rows.compactMap { $0["unit"]?.stringValue }
    let code = units.first { $0 != "CNY" } ?? "688999"
    let postings = rows.compactMap { row -> Posting? in
      guard let path = row["account"]?.stringValue, let text = row["amount"]?.stringValue,
        let digits = Int64(text.filter { $0 != "." })
      else { return nil }
      return row["unit"] == "CNY"
        ? Posting(Account(path: path), cash: Money(fen: digits))
        : Posting(Account(path: path), shares: Shares(digits))
    }
    // Paths and units of other alphabets are found by the chart and by the code of the terms.
    let isPlain = (rows.compactMap { $0["account"]?.stringValue } + units).allSatisfy {
      $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    }
    guard isPlain, Set(units).subtracting(["CNY", code]).isEmpty else { return }
    let entry = try Entry(id: id, kind: kind, body: body, postings: postings)
    var written: [UInt8] = []
    JournalLine.append(entry, at: at, prev: .zero, seq: 0, code: code, to: &written)
    try demandSame(written, line, "the entry")
  }

  /// Everything that is picked out of a sound journal may be refused, and nothing more.
  static func replay(_ audit: JournalAudit) throws {
    _ = try? FactsReader.read(sealed: audit.sealedFacts)
    let ledger = RecordedLedger(audit) { _ in nil }
    _ = try? ledger.escrowMovements()
    _ = try? ledger.issuerMovements()
    _ = try? ledger.register(on: .latest)
    guard let history = try? ReconciliationHistory(audit, read: { _ in nil }) else { return }
    for operation in audit.operations { _ = try? history.step(named: operation.id) }
  }
}

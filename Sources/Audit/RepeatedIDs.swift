import Ledger

/// The second look at a journal in which ids may have come twice: those whose hashes are suspected are
/// compared as they stand.
///
/// Memory follows the entries with suspected ids, which is all of them only where nearly all came twice.
struct RepeatedIDs {
  private var findings: [AuditFinding] = []
  private var ids: Set<String> = []
  private var operations: Set<String> = []
  private var current: String?

  /// - Throws: what keeps the source from being read.
  init(
    _ source: JournalSource, code: String?, _ operationsSeen: SeenIDs, _ entriesSeen: SeenIDs
  ) throws {
    var scanner = EntryScanner(code: code)
    var number: Int64 = 0
    var lines = JournalLines(source, 0..<source.count)
    while let line = lines.next()?.line {
      defer { number += 1 }
      guard let id = Self.id(line, number, &scanner, code) else { continue }
      let operation = String(id.prefix { $0 != "/" })
      let isSuspect = operationsSeen.isSuspect(Self.hash(operation, seed: 1))
      take(
        operation, at: number, isSuspect: isSuspect)
      if isSuspect || entriesSeen.isSuspect(Self.hash(id, seed: 2)), !ids.insert(id).inserted {
        findings.append(
          AuditFinding(
            "duplicateEntryID", entry: number, found: "\"\(id)\" again", expected: "each id once"))
      }
    }
    try source.check()
  }

  private mutating func take(_ operation: String, at number: Int64, isSuspect: Bool) {
    guard operation != current else { return }
    current = operation
    guard isSuspect, !operations.insert(operation).inserted else { return }
    findings.append(
      AuditFinding(
        "operationNotClosed", entry: number, found: operation,
        expected: "no closed operation again"))
  }

  private static func id(
    _ line: ArraySlice<UInt8>, _ number: Int64, _ scanner: inout EntryScanner, _ code: String?
  ) -> String? {
    let scanned = line.withUnsafeBufferPointer { bytes in
      scanner.scan(bytes).map { String(decoding: bytes[$0.id], as: UTF8.self) }
    }
    return scanned ?? (try? AuditedEntry(line.dropLast(), number: number, code: code))?.id
  }

  private static func hash(_ text: String, seed: UInt64) -> UInt64 {
    var text = text
    return text.withUTF8 { Fingerprint.of($0, seed: seed) }
  }

  /// All findings in the order of the entries, and of one entry in the order of the checks.
  func merged(into others: [AuditFinding]) -> [AuditFinding] {
    let all = (others + findings).enumerated().map { place, finding in
      (entry: finding.entry ?? .max, rank: Self.rank(finding), place: place, finding: finding)
    }
    return all.sorted { left, right in
      (left.entry, left.rank, left.place) < (right.entry, right.rank, right.place)
    }.map(\.finding)
  }

  private static func rank(_ finding: AuditFinding) -> Int {
    switch finding.rule {
    case "entryTooLarge", "malformedEntry", "notCanonical", "malformedPosting": 0
    case "wrongSequence", "brokenChain", "clockWentBack": 1
    case "duplicateEntryID": 2
    case "noOpening", "unbalancedEntry", "accountNotOnChart", "overflow", "overdrawn": 3
    case "operationNotClosed" where finding.found != JournalFold.otherGate: 4
    case "actorMissing", "actorChanges", "bookingDiffers": 5
    default: 6
    }
  }
}

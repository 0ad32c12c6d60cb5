import Cryptography
import TradingDays

/// What an auditor signs (审计声明): the head of the journal that was audited, the verdict, and the digests
/// of the reports. Short, so that it can be read aloud; a change of any figure changes a digest.
///
/// ```
/// ipo-audit/v1
/// offering 688360
/// journal 404 5178d190…
/// as-of 2020-06-02
/// verdict sound
/// file audit.json 9c1185a5…
/// file audit.html 3e23e816…
/// ```
///
/// Spec: Specs/audit-report.md.
public struct AuditStatement: Equatable, Sendable {
  public let code: String
  public let entries: Int64
  public let root: Digest
  /// The day on which ages and lock-ups were told.
  public let asOf: Day
  public let verdict: AuditVerdict
  /// The reports, by their names beside the statement, in the order of the text.
  public let files: [File]

  /// A report with its digest.
  public struct File: Equatable, Sendable {
    public let name: String
    public let sha256: Digest

    public init(name: String, sha256: Digest) {
      self.name = name
      self.sha256 = sha256
    }
  }

  private static let header = "ipo-audit/v1"
  /// The reports that a statement signs, both and in this order.
  public static let fileNames = ["audit.json", "audit.html"]

  public init(
    code: String, entries: Int64, root: Digest, asOf: Day, verdict: AuditVerdict, files: [File]
  ) {
    self.code = code
    self.entries = entries
    self.root = root
    self.asOf = asOf
    self.verdict = verdict
    self.files = files
  }

  /// Reads exactly what `text` writes; nil for anything else.
  public init?(parsing text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    }
    guard lines.count > 5, lines.popLast() == [""], lines[0] == [Self.header],
      lines[1].count == 2, lines[1][0] == "offering", lines[2].count == 3,
      lines[2][0] == "journal", let entries = Int64(lines[2][1]), entries >= 0,
      let root = Digest(hex: lines[2][2]),
      lines[3].count == 2, lines[3][0] == "as-of", let asOf = Day(lines[3][1]),
      lines[4].count == 2, lines[4][0] == "verdict",
      let verdict = AuditVerdict(rawValue: lines[4][1])
    else { return nil }
    var files: [File] = []
    for line in lines.dropFirst(5) {
      guard line.count == 3, line[0] == "file", let digest = Digest(hex: line[2])
      else { return nil }
      files.append(File(name: line[1], sha256: digest))
    }
    self.init(
      code: lines[1][1], entries: entries, root: root, asOf: asOf, verdict: verdict, files: files)
    guard files.map(\.name) == Self.fileNames, self.text == text else { return nil }
  }

  /// The text that is signed; every line ends with LF.
  public var text: String {
    """
    \(Self.header)
    offering \(code)
    journal \(entries) \(root.hex)
    as-of \(asOf)
    verdict \(verdict.rawValue)

    """ + files.map { "file \($0.name) \($0.sha256.hex)\n" }.joined()
  }
}

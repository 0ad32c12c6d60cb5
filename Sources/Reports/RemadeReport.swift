import Audit
import CanonicalJSON
import Quantities

/// What `ipo verify` made again, kind by kind, and what it could not; for people and for programs.
public struct RemadeReport {
  private let remade: RemadeDecisions
  private let trusted: [TakenOnTrust]

  public init(_ remade: RemadeDecisions, trusted: [TakenOnTrust]) {
    self.remade = remade
    self.trusted = trusted
  }

  public var findings: [AuditFinding] { remade.findings }

  /// Two tables: what was recorded and agrees, and what was taken on trust.
  public var text: String {
    var text = ""
    if !remade.rows.isEmpty {
      text +=
        "\n"
        + TextBlock.table(
          ["made again", "recorded", "agree", ""],
          remade.rows.map { row in
            [
              row.title, Self.grouped(row.recorded), Self.grouped(row.agree),
              row.agree == row.recorded
                ? row.detail : "\(Self.grouped(row.recorded - row.agree)) NOT made again",
            ]
          }, right: [1, 2])
    }
    if !trusted.isEmpty {
      text +=
        "\n"
        + TextBlock.table(
          ["not made again", "count", "why"],
          trusted.map { [$0.what, Self.grouped($0.count), $0.why] }, right: [1])
    }
    return text + "\n"
  }

  /// `[{"what","recorded","agree","entries"},…]`.
  public var rowsJSON: JSONValue {
    .array(
      remade.rows.map {
        [
          "what": .string($0.title), "recorded": .exact($0.recorded), "agree": .exact($0.agree),
          "entries": .string($0.entries.description),
        ]
      })
  }

  /// `[{"what","count","why"},…]`.
  public var trustedJSON: JSONValue {
    .array(
      trusted.map {
        ["what": .string($0.what), "count": .exact($0.count), "why": .string($0.why)]
      })
  }

  private static func grouped(_ count: Int64) -> String { DecimalText.grouped(count, decimals: 0) }
}

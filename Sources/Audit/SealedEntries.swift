import CanonicalJSON
import Ledger
import TradingDays

/// What a journal's entries seal beside their postings: facts, files, the frozen list, and what draws say of
/// themselves.
struct SealedEntries {
  private(set) var facts: [JournalAudit.SealedFact] = []
  private(set) var files: [(entry: Int64, file: String, sha256: String)] = []
  /// The decision that froze the list.
  private(set) var frozenList: (entry: Int64, body: JSONValue)?
  /// The grade of every draw.
  private(set) var grades: [(draw: String, grade: String)] = []

  /// True for the kinds whose body seals something.
  static func holds(_ kind: EntryKind) -> Bool {
    switch kind {
    case .fact, .input, .confirmation, .decision: true
    default: false
    }
  }

  mutating func take(
    _ kind: EntryKind, id: String, _ body: JSONValue, at: Instant, _ number: Int64
  ) {
    switch kind {
    case .fact:
      if let name = body["name"]?.stringValue, let value = body["value"] {
        facts.append(.init(entry: number, at: at, name: name, value: value))
      }
    case .input:
      if let file = body["file"]?.stringValue, let digest = body["sha256"]?.stringValue {
        files.append((number, file, digest))
      }
    case .confirmation:
      if let name = body["confirms"]?.stringValue, let digest = body["sha256"] {
        facts.append(
          .init(entry: number, at: at, name: "confirmations", value: .object([name: digest])))
      }
    case .decision:
      if id == "freeze/decision" { frozenList = (number, body) }
      for draw in [body, body["draw"]].compactMap({ $0 }) {
        if let name = draw["draw"]?.stringValue, let grade = draw["grade"]?.stringValue {
          grades.append((name, grade))
        }
      }
    default: break
    }
  }
}

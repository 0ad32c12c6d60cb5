import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import TradingDays
import Transparency

/// One journal line read for verification: every member checked, nothing taken on trust.
struct AuditedEntry {
  let at: Instant
  let id: String
  let kind: EntryKind
  let body: JSONValue
  let prev: String
  let seq: Int64
  let postings: [Posting]
  let leaf: Digest
  /// The canonical bytes of body, id, kind and postings, for comparison with a step made again.
  let content: ArraySlice<UInt8>

  /// The operation that the entry belongs to: its id up to the first slash.
  var operation: String { String(id.prefix { $0 != "/" }) }

  /// Who recorded it; nil where the body names nobody.
  var actor: AccountName? { body[Entry.actorMember]?.stringValue.flatMap { AccountName($0) } }

  private static let members = ["at", "body", "id", "kind", "postings", "prev", "seq"]

  /// - Throws: the finding that makes the line unreadable.
  init(_ line: ArraySlice<UInt8>, number: Int64, code: String?) throws(AuditFinding.Failure) {
    let value: JSONValue
    do {
      value = try JSONParser.parse(line)
    } catch {
      throw .init("malformedEntry", number, "\(error)", "canonical JSON")
    }
    guard value.canonicalBytes[...] == line else {
      throw .init("notCanonical", number, "a line that is not RFC 8785 JSON", "its canonical form")
    }
    guard let object = value.objectValue, object.keys == Self.members,
      let at = value["at"]?.stringValue.flatMap({ Instant(utc: $0) }),
      let id = value["id"]?.stringValue, let body = value["body"], body.objectValue != nil,
      let kind = value["kind"]?.stringValue.flatMap(EntryKind.init(rawValue:)),
      let prev = value["prev"]?.stringValue, let seq = value["seq"]?.integerValue,
      let rows = value["postings"]?.arrayValue
    else {
      throw .init(
        "malformedEntry", number, "other members or types",
        "at, body, id, kind, postings, prev, seq as Specs/journal.md says")
    }
    // The first line names the code itself.
    let code = code ?? body["terms"]?["code"]?.stringValue
    var postings: [Posting] = []
    for row in rows {
      guard let posting = Posting(auditing: row, code: code) else {
        throw .init(
          "malformedPosting", number, row.canonicalText,
          "account, an exact amount that is not zero, and a unit of the ledger")
      }
      postings.append(posting)
    }
    self.at = at
    self.id = id
    self.kind = kind
    self.body = body
    self.prev = prev
    self.seq = seq
    self.postings = postings
    leaf = line.withUnsafeBytes { MerkleTree.leafHash($0) }
    content = Self.content(of: line, seq: seq)
  }

  /// Cuts `{"at":"…",` from the front and `,"prev":"…","seq":N}` from the end.
  private static func content(of line: ArraySlice<UInt8>, seq: Int64) -> ArraySlice<UInt8> {
    let front = #"{"at":"2000-01-01T00:00:00Z","#.utf8.count
    let back = #","prev":"","seq":}"#.utf8.count + 64 + String(seq).utf8.count
    guard line.count > front + back else { return [] }
    return line.dropFirst(front).dropLast(back)
  }
}

extension AuditFinding {
  /// A finding as an error.
  struct Failure: Error {
    let finding: AuditFinding

    init(_ rule: String, _ entry: Int64, _ found: String, _ expected: String) {
      finding = AuditFinding(rule, entry: entry, found: found, expected: expected)
    }
  }
}

extension Posting {
  /// Reads one posting; nil unless it is exactly in canonical form.
  init?(auditing value: JSONValue, code: String?) {
    guard let object = value.objectValue, object.keys == ["account", "amount", "unit"],
      let account = value["account"]?.stringValue, let text = value["amount"]?.stringValue,
      let unit = value["unit"]?.stringValue
    else { return nil }
    let isCash = unit == "CNY"
    if !isCash, let code, unit != code { return nil }
    let commodity: Commodity = isCash ? .cash : .shares
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard
      let magnitude = try? DecimalText.parse(
        digits, decimals: commodity.decimals, as: "an amount")
    else { return nil }
    let amount = text.hasPrefix("-") ? -magnitude : magnitude
    guard amount != 0, DecimalText.plain(amount, decimals: commodity.decimals) == text else {
      return nil
    }
    switch commodity {
    case .cash: self.init(Account(path: account), cash: Money(fen: amount))
    case .shares: self.init(Account(path: account), shares: Shares(amount))
    }
  }
}

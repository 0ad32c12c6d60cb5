import CanonicalJSON
import Ledger

/// What an audited entry's comparable bytes say: its kind, its postings, and two members of its body.
struct RecordedEntry {
  let seq: Int64
  let kind: EntryKind
  let body: JSONValue
  let postings: [Posting]
  /// The body's `tranche` and `event`; empty where it has none.
  let tranche: String
  let event: String

  /// - Parameter content: the bytes of body, id, kind and postings, as `JournalAudit` keeps them.
  init?(_ content: ArraySlice<UInt8>, seq: Int64) {
    let bytes = [UInt8(ascii: "{")] + content + [UInt8(ascii: "}")]
    guard let value = try? JSONParser.parse(bytes), let body = value["body"],
      let kind = value["kind"]?.stringValue.flatMap(EntryKind.init(rawValue:)),
      let rows = value["postings"]?.arrayValue
    else { return nil }
    var postings: [Posting] = []
    postings.reserveCapacity(rows.count)
    for row in rows {
      guard let posting = Posting(auditing: row, code: nil) else { return nil }
      postings.append(posting)
    }
    self.seq = seq
    self.kind = kind
    self.body = body
    self.postings = postings
    tranche = body["tranche"]?.stringValue ?? ""
    event = body["event"]?.stringValue ?? ""
  }
}

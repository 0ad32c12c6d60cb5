import CanonicalJSON
import Ledger

/// Lays the texts of an entry that was read as a value one behind the other, so that whoever takes entries
/// by places in bytes needs no second way for them.
struct PlainTexts {
  private(set) var bytes: [UInt8] = []

  mutating func lay(
    _ entry: AuditedEntry
  ) -> (entry: ScannedEntry, rows: ContiguousArray<ScannedPosting>) {
    let id = add(entry.id)
    var members = ScannedEntry.Members()
    members.closes = entry.body["closes"]?.stringValue.map { add($0) }
    members.action = entry.body["action"]?.stringValue.map { add($0) }
    members.actor = entry.body[Entry.actorMember]?.stringValue.map { add($0) }
    let known = ["action", Entry.actorMember, "closes"]
    members.hasOthers =
      entry.body.objectValue?.contains {
        !known.contains($0.key) || $0.value.stringValue == nil
      } ?? false
    let body = bytes.count
    entry.body.appendCanonical(to: &bytes)
    let scanned = ScannedEntry(
      at: entry.at, kind: entry.kind, seq: entry.seq, body: body..<bytes.count, members: members,
      id: id, operationEnd: id.lowerBound + entry.operation.utf8.count, prev: add(entry.prev),
      end: bytes.count)
    let rows = entry.postings.map { posting in
      ScannedPosting(
        account: add(posting.account.path), amount: posting.amount, commodity: posting.commodity)
    }
    return (scanned, ContiguousArray(rows))
  }

  private mutating func add(_ text: String) -> Range<Int> {
    let start = bytes.count
    bytes += text.utf8
    return start..<bytes.count
  }
}

extension ScannedEntry {
  /// The same entry with its texts standing so much further behind.
  func moved(by distance: Int) -> ScannedEntry {
    func moved(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound + distance..<range.upperBound + distance
    }
    var members = Members()
    members.closes = closes.map(moved)
    members.action = action.map(moved)
    members.actor = actor.map(moved)
    members.hasOthers = hasOtherMembers
    return ScannedEntry(
      at: at, kind: kind, seq: seq, body: moved(body), members: members, id: moved(id),
      operationEnd: operation.upperBound + distance, prev: moved(prev), end: end + distance)
  }
}

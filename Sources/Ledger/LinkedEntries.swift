import CanonicalJSON

/// Entries that stand or fall together: an operation of the journal. The last one closes it, so that
/// after a crash either all of them count or none.
public struct LinkedEntries: Sendable {
  /// The operation's id, and the beginning of its entries' ids.
  public let id: String
  /// At least one.
  public let entries: [Entry]

  /// What an entry is made of, before it has a place in its operation.
  public struct Part: Sendable {
    public let kind: EntryKind
    public let body: JSONObject
    public let postings: [Posting]

    public init(_ kind: EntryKind, body: JSONObject, postings: [Posting]) {
      self.kind = kind
      self.body = body
      self.postings = postings
    }
  }

  /// Numbers the parts from 1; the last one says that it closes the operation.
  ///
  /// - Throws: `unbalancedEntry`, or `emptyOperation` where there is no part.
  public init(id: String, parts: [Part]) throws(LedgerError) {
    guard let last = parts.indices.last else { throw .emptyOperation(id: id) }
    var entries: [Entry] = []
    for (place, part) in parts.enumerated() {
      var body = part.body
      if place == last { body["closes"] = .string(id) }
      entries.append(
        try Entry(id: "\(id)/\(place + 1)", kind: part.kind, body: body, postings: part.postings))
    }
    self.id = id
    self.entries = entries
  }

  /// The entries as the journal holds them.
  public func marked(_ mark: EntryMark) -> LinkedEntries {
    LinkedEntries(id: id, entries: entries.map { $0.marked(mark) })
  }

  private init(id: String, entries: [Entry]) {
    (self.id, self.entries) = (id, entries)
  }
}

import CanonicalJSON

/// A balanced entry before it has a place in the journal: whoever holds one holds a valid one.
public struct Entry: Sendable {
  /// Names the entry within the offering: the operation, then what is particular to it.
  public let id: String
  public let kind: EntryKind
  public let body: JSONObject
  /// Sums to zero in every commodity; none for a sealed input or a decision.
  public let postings: [Posting]

  /// - Throws: `unbalancedEntry`, or `overflow` where a sum does not fit 64 bits.
  public init(
    id: String, kind: EntryKind, body: JSONObject, postings: [Posting] = []
  ) throws(LedgerError) {
    self.id = id
    self.kind = kind
    self.body = body
    self.postings = postings.filter { $0.amount != 0 }
    for commodity in Commodity.allCases {
      var sum: Int128 = 0
      for posting in postings where posting.commodity == commodity { sum += Int128(posting.amount) }
      if sum != 0 {
        throw .unbalancedEntry(
          id: id, commodity: commodity, found: String(sum))
      }
    }
  }
}

extension Entry {
  /// The entry as the journal holds it: the first one says which clock the journal runs by.
  public func marked(isClockFixed: Bool) throws(LedgerError) -> Entry {
    guard kind == .opening else { return self }
    var body = body
    body["clock"] = isClockFixed ? "fixed" : "system"
    return try Entry(id: id, kind: kind, body: body, postings: postings)
  }
}

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

  /// Another body for an entry that is balanced already.
  init(_ entry: Entry, body: JSONObject) {
    (id, kind, postings) = (entry.id, entry.kind, entry.postings)
    self.body = body
  }
}

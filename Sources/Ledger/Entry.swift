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

/// What an entry records.
public enum EntryKind: String, Sendable, CaseIterable {
  /// The first entry: terms, rulebook, and the issued shares in their tranches.
  case opening
  /// A fact, sealed when it is read.
  case fact
  /// A file of facts, sealed by its digest.
  case input
  /// A decision with its evidence; its postings are what it moves between tranches.
  case decision
  /// Shares allotted and what is due for them.
  case allotment
  /// Money that came in.
  case payment
  /// Shares and debts that were given up (弃购).
  case abandonment
  /// Money given back.
  case refund
  /// Money on its way from escrow to the issuer, and what is paid from it.
  case settlement
  /// Everything undone: the issue is suspended (中止发行).
  case void
  /// Shares entered in holders' names (股份登记).
  case registration
  /// Shares whose lock-up ended (解除限售).
  case release
  /// The digest of what the depository or the bank confirmed.
  case confirmation
  /// The last entry of an operation: which accounts had to be clear, and were.
  case gate
}

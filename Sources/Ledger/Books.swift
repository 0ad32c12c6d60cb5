import TradingDays

/// The ledger as it stands: the end of the journal and what every account holds. Bookings are posted in
/// memory first; what could not be written is taken back.
public struct Books: Sendable {
  public internal(set) var head: JournalHead
  public internal(set) var balances = Balances()
  /// The bookings' postings since the last `settle`, so that they can be taken back.
  var unsettled: [(account: Int32, amount: Int64)] = []

  /// Books whose journal ends at `head`; the balances are added by `recall`.
  public init(head: JournalHead = JournalHead()) { self.head = head }

  /// Adds an entry that the journal holds already.
  public mutating func recall(_ entry: Entry) throws(LedgerError) { try balances.apply(entry) }

  /// Posts an entry of a step and writes its line.
  public mutating func post(
    _ entry: Entry, at instant: Instant, code: String, to bytes: inout [UInt8]
  ) throws(LedgerError) {
    try balances.apply(entry)
    try head.append(entry, at: instant, code: code, to: &bytes)
  }

  /// The journal ends there now.
  public mutating func advance(to head: JournalHead) { self.head = head }

  /// What was posted is on disk.
  public mutating func settle() { unsettled.removeAll(keepingCapacity: true) }

  /// The bookings posted since the last `settle` never were.
  public mutating func takeBack() { takeBack(to: 0) }

  mutating func takeBack(to count: Int) {
    for posting in unsettled[count...].reversed() {
      balances.takeBack(posting.amount, .cash, from: Int(posting.account))
    }
    unsettled.removeLast(unsettled.count - count)
  }
}

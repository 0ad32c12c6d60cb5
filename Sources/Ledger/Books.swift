import TradingDays

/// The ledger as it stands: the end of the journal and what every account holds. Postings are taken in
/// memory first; what could not be written is taken back.
public struct Books: Sendable {
  public private(set) var head: JournalHead
  public private(set) var balances = Balances()
  /// What was posted since the last `settle`, so that it can be taken back.
  private var unsettled: [Entry] = []
  private var settledHead: JournalHead

  /// Books whose journal ends at `head`; the balances are added by `recall`.
  public init(head: JournalHead = JournalHead()) {
    self.head = head
    settledHead = head
  }

  /// Adds an entry that the journal holds already.
  public mutating func recall(_ entry: Entry) throws(LedgerError) { try balances.apply(entry) }

  /// Posts an entry that is not to be taken back: one of a step too large to be kept in memory.
  public mutating func post(
    _ entry: Entry, at instant: Instant, code: String, to bytes: inout [UInt8]
  ) throws(LedgerError) {
    try balances.apply(entry)
    try head.append(entry, at: instant, code: code, to: &bytes)
  }

  /// Posts linked entries: all of them, or none where one is refused.
  ///
  /// - Returns: the numbers of the entries.
  public mutating func post(
    _ linked: LinkedEntries, at instant: Instant, code: String, to bytes: inout [UInt8]
  ) throws(LedgerError) -> ClosedRange<Int64> {
    let (before, length, count) = (head, bytes.count, unsettled.count)
    do throws(LedgerError) {
      for entry in linked.entries {
        try balances.apply(entry)
        unsettled.append(entry)
        try head.append(entry, at: instant, code: code, to: &bytes)
      }
    } catch {
      takeBack(to: count)
      head = before
      bytes.removeLast(bytes.count - length)
      throw error
    }
    return before.count...head.count - 1
  }

  /// What was posted is on disk.
  public mutating func settle() {
    unsettled.removeAll(keepingCapacity: true)
    settledHead = head
  }

  /// What was posted since the last `settle` is not on disk: everything is as it was then.
  public mutating func takeBack() {
    takeBack(to: 0)
    head = settledHead
  }

  private mutating func takeBack(to count: Int) {
    for entry in unsettled[count...].reversed() { balances.undo(entry.postings) }
    unsettled.removeLast(unsettled.count - count)
  }
}

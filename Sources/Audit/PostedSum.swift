/// A sum of postings with the entries it comes from. Fen or shares, in 128 bits: nothing overflows.
public struct PostedSum: Equatable, Sendable {
  /// What was posted into the accounts.
  public private(set) var received: Int128 = 0
  /// What was posted out of them, as a positive number.
  public private(set) var given: Int128 = 0
  public private(set) var postings: Int64 = 0
  public private(set) var entries = EntryNumbers()

  public init() {}

  init(received: Int128, given: Int128, postings: Int64, entries: EntryNumbers) {
    self.received = received
    self.given = given
    self.postings = postings
    self.entries = entries
  }

  /// Received less given.
  public var net: Int128 { received - given }

  /// Adds one posting of the entry numbered `entry`.
  public mutating func add(_ amount: Int64, entry: Int64) {
    if amount < 0 { given -= Int128(amount) } else { received += Int128(amount) }
    postings += 1
    entries.insert(entry)
  }

  public mutating func add(_ other: PostedSum) {
    received += other.received
    given += other.given
    postings += other.postings
    entries.formUnion(other.entries)
  }
}

import CanonicalJSON
import Ledger
import Quantities
import Reconciliation
import TradingDays

/// The ledger's register on a day: what its entries registered, and the releases whose stated first
/// session had come by then. Times of recording play no part: an old offering may be settled today.
public struct RecordedRegister: Sendable {
  /// In no order; never without shares.
  public let holdings: [LedgerHolding]
  /// What was released by the day, account by account in the journal's order.
  public let releases: [LedgerRelease]

  /// Shares that may be sold.
  public var free: Shares {
    get throws(QuantityError) {
      try Shares.sum(holdings.lazy.filter { $0.lockedUntil == nil }.map(\.shares))
    }
  }

  /// Reads the operations that posted to the register.
  ///
  /// - Complexity: O(n) in those operations' entries.
  public init(_ journal: JournalAudit, on day: Day) throws {
    let posting = Set(
      journal.totals.rows.filter { Account(path: $0.account).isWithin("register") }.map(\.operation)
    )
    try self.init(journal.operations.filter { posting.contains($0.id) }, on: day)
  }

  /// The register of a journal without releases.
  init(unreleased balances: Balances) {
    holdings = RecordedHoldings.read(balances)
    releases = []
  }

  /// Reads operations that post to the register.
  init(_ operations: some Sequence<JournalAudit.Operation>, on day: Day) throws {
    var balances = Balances()
    var releases: [LedgerRelease] = []
    for operation in operations {
      for entry in operation.entries {
        guard let read = RecordedEntry(entry.content, seq: entry.seq) else {
          throw RecordedMovementError.unreadableEntry(entry: entry.seq)
        }
        if read.kind == .release,
          let session = read.body["session"]?.stringValue.flatMap({ Day($0) })
        {
          guard session <= day else { continue }
          releases += Self.releases(read, session)
        }
        for posting in read.postings where posting.account.isWithin("register") {
          try balances.apply(posting)
        }
      }
    }
    holdings = RecordedHoldings.read(balances)
    self.releases = releases
  }

  private static func releases(_ entry: RecordedEntry, _ session: Day) -> [LedgerRelease] {
    entry.postings.compactMap { posting in
      let parts = posting.account.path.split(separator: ":")
      guard posting.amount < 0, parts.count == 4, parts[2] == "locked", let end = Day(parts[3])
      else { return nil }
      return LedgerRelease(
        entry: entry.seq, account: String(parts[1]), end: end, session: session,
        shares: Shares(-posting.amount))
    }
  }
}

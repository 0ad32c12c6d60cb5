import Ledger
import Quantities
import Reconciliation
import TradingDays

/// The register as a journal's balances hold it: registration with all releases since.
public enum RecordedHoldings {
  /// Every holding after the last of `operations`, in no order: the fold of what registration and
  /// releases posted.
  public static func read(
    _ operations: some Sequence<JournalAudit.Operation>
  ) throws(RecordedMovementError) -> [LedgerHolding] {
    var balances = Balances()
    for operation in operations
    where operation.id == "registration" || operation.id.hasPrefix("release-") {
      for entry in operation.entries {
        guard let read = RecordedEntry(entry.content, seq: entry.seq) else {
          throw .unreadableEntry(entry: entry.seq)
        }
        for posting in read.postings {
          do {
            try balances.apply(posting)
          } catch {
            throw .unreadableEntry(entry: entry.seq)
          }
        }
      }
    }
    return read(balances)
  }

  /// Every holding, in no order.
  public static func read(_ balances: Balances) -> [LedgerHolding] {
    balances.open(.shares).compactMap { account, amount in
      let parts = account.path.split(separator: ":")
      guard parts.count >= 3, parts[0] == "register" else { return nil }
      return LedgerHolding(
        account: String(parts[1]), shares: Shares(amount),
        lockedUntil: parts.count == 4 ? Day(parts[3]) : nil)
    }
  }

  /// The contractual ends whose release is posted and closed.
  public static func released(
    _ operations: some Sequence<JournalAudit.Operation>
  ) -> Set<Day> {
    Set(
      operations.compactMap { operation in
        guard operation.isClosed, operation.id.hasPrefix("release-") else { return nil }
        return Day(operation.id.dropFirst("release-".count))
      })
  }
}

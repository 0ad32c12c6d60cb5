import Ledger
import Quantities
import Reconciliation
import TradingDays

/// The register as a journal's balances hold it: registration with all releases since.
public enum RecordedHoldings {
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

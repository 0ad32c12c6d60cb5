import Offerings
import TradingDays

/// Accounts that differ only in whose they are: the kind on the chart with its tranche and its date,
/// `receivable:online:<account>` or `register:<account>:locked:2021-06-02`. Tables of reports have a row
/// a class.
public struct AccountClass: Hashable, Sendable {
  /// The position in the chart's `kinds`.
  public let kind: Int
  public let tranche: Tranche?
  public let day: Day?
}

extension ChartOfAccounts {
  /// The class that a posting's account is of; nil where the chart does not have it.
  public func accountClass(of posting: Posting) -> AccountClass? {
    accountClass(of: posting.account, posting.commodity)
  }

  /// The chart's pattern with the class's tranche and date in their places.
  public func path(of accountClass: AccountClass) -> String {
    kinds[accountClass.kind].pattern.split(separator: ":").map { part in
      switch part {
      case "<tranche>": accountClass.tranche?.rawValue ?? String(part)
      case "<date>": accountClass.day?.description ?? String(part)
      default: String(part)
      }
    }.joined(separator: ":")
  }
}

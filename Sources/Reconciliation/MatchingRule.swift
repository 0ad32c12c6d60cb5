/// By what a movement of the ledger was found at the bank. The raw values are the names that
/// `ipo reconcile --json` prints; the order is that of reports.
public enum MatchingRule: String, Sendable, CaseIterable {
  /// Equal reference, account and amount.
  case exact
  /// One amount that several sum to, under one reference and account.
  case parts
  /// One reference and account, and an amount within the tolerance.
  case tolerance
  /// Equal account and amount, where nobody chose a reference.
  case account
  /// Parts under several references of one account.
  case accountSum = "account_sum"
  /// Paid by somebody else, for one account or for many together.
  case payer

  /// A few words for people.
  public var text: String {
    switch self {
    case .exact: "equal in reference, account and amount"
    case .parts: "paid or booked in parts under one reference"
    case .tolerance: "within the tolerance"
    case .account: "by account and amount"
    case .accountSum: "in parts under several references of an account"
    case .payer: "paid by another for the account"
    }
  }
}

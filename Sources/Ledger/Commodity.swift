import Quantities

/// What a posting counts: the ledger holds cash and shares in the same entries.
public enum Commodity: Sendable, CaseIterable {
  /// Renminbi in fen, written with two decimals.
  case cash
  /// Shares of the offering, written whole.
  case shares

  /// The unit as the journal names it: "CNY", or the security's code.
  public func unit(code: String) -> String {
    switch self {
    case .cash: "CNY"
    case .shares: code
    }
  }

  /// Decimals of an amount as the journal writes it.
  public var decimals: Int {
    switch self {
    case .cash: 2
    case .shares: 0
    }
  }
}

/// What a control's figures are counted in.
public enum ControlUnit: String, Sendable, CaseIterable {
  /// Fen, printed in yuan with two decimals.
  case money = "CNY"
  case shares
  /// Rows, accounts, numbers, files.
  case count

  public var decimals: Int { self == .money ? 2 : 0 }
}

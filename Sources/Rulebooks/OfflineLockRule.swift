import Quantities

/// The lock-up (限售) of offline shares from the listing day.
public enum OfflineLockRule: Equatable, Sendable {
  case none
  /// This part of each account, rounded up to a whole share (比例限售).
  case proportional(share: Ratio, months: Int)
  /// All shares of this part of the accounts of `classes`, rounded up, drawn by lot (摇号限售).
  case accountLottery(share: Ratio, months: Int, classes: [String])
  /// Tiers agreed when quoting (约定限售), stated by the deal.
  case tiers
}

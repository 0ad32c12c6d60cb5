import Quantities

/// The rules of the strategic placement (战略配售).
public struct StrategicRules: Equatable, Sendable {
  /// How many investors may take part and how much they may take, by the size of the issue, smallest first;
  /// empty where no rule limits them.
  public var limits: [StrategicLimit]
  /// The most that the issuer's employees' plans (高管核心员工资管计划) take of the issue; nil where no rule
  /// says so.
  public var employeesShare: Ratio?
  /// What the sponsor takes itself (跟投); nil where no rule asks for it.
  public var coInvestment: CoInvestmentRule?
  /// When the money has to be there.
  public var paymentDeadline: Deadline
  /// Lock months by category; "investor" is every other's.
  public var lockMonths: [String: Int]

  public init(
    limits: [StrategicLimit], employeesShare: Ratio?, coInvestment: CoInvestmentRule?,
    paymentDeadline: Deadline, lockMonths: [String: Int]
  ) {
    self.limits = limits
    self.employeesShare = employeesShare
    self.coInvestment = coInvestment
    self.paymentDeadline = paymentDeadline
    self.lockMonths = lockMonths
  }

  /// What limits an issue of so many shares; nil where nothing does.
  public func limit(forIssue total: Shares) -> StrategicLimit? {
    limits.first { limit in limit.below.map { total < $0 } ?? true }
  }
}

import Offerings
import Quantities
import Rulebooks
import TradingDays

extension StrategicPlacement {
  /// How many take how much, beside what the rulebook allows; what was paid and what comes back.
  func tell(_ report: inout StepReport, _ departures: [Breach]) throws {
    if !investors.isEmpty {
      if let limit = rules.limit(forIssue: total) {
        report.add(
          "limits",
          "\(counted(investors.count, "investor")) of at most \(limit.investors); "
            + "\(percent(final)) of the issue, at most \(limit.share.shortPercent)%")
      }
      let plans = try taken(by: "employees")
      if plans > .zero {
        let limit = rules.employeesShare.map { ", at most \($0.shortPercent)%" } ?? ""
        report.add("employees' plans", "\(plans) shares, \(percent(plans)) of the issue\(limit)")
      }
    }
    try tellCoInvestment(&report)
    report.add("paid in advance", "\(try Money.sum(investors.map(\.paid))) yuan")
    let over = try Money.sum(
      zip(investors, owed).map { investor, owed in try investor.paid - owed })
    report.add("comes back at T+4", "\(over) yuan")
    let untimed = investors.count { $0.paidAt == nil }
    if untimed > 0 {
      report.add(
        "day of payment",
        "not known of \(untimed) of \(counted(investors.count, "investor")); due by "
          + "\(rules.paymentDeadline)")
    } else if let last = investors.compactMap(\.paidAt).max() {
      report.add(
        "day of payment", "the last at \(last.marketText), due by \(rules.paymentDeadline)")
    }
    for breach in departures {
      let stated = reason(for: breach).map { "stated reason: \($0)" } ?? "no reason is stated"
      report.add("departs", "\(breach.message); \(stated)")
    }
  }

  private func tellCoInvestment(_ report: inout StepReport) throws {
    guard let rule = rules.coInvestment else { return }
    let taken = try self.taken(by: "sponsor")
    if taken > .zero {
      report.add("co-investment", "\(taken) shares; the tier is \(try tier(of: rule))")
    } else if rule.occasion == .always {
      report.add(
        "co-investment",
        "none, though the board asks for \(try rule.shares(of: total, at: price)) shares"
          + clause("strategic.co_investment"))
    } else {
      report.add("co-investment", "none: the board asks for it on occasion only")
    }
  }

  private func percent(_ shares: Shares) -> String {
    "\(Ratio(shares.count, max(total.count, 1)).percent(places: 4))%"
  }
}

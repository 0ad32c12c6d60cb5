import Quantities
import ShareRegister
import TradingDays

/// Obligations summed by account and end, as a register can show them.
struct LockDuties {
  /// What one account holds and has to keep locked.
  struct Duty {
    var shares = Shares.zero
    var locks: [Day?: Shares] = [:]
    var sources: [Day: String] = [:]

    /// What is still locked by contract on a day.
    func inForce(on day: Day) -> [Day?: Shares] {
      locks.filter { ($0.key ?? .latest) > day }
    }
  }

  private(set) var byAccount: [String: Duty] = [:]

  init(_ obligations: LockObligations) throws(QuantityError) {
    for holding in obligations.free {
      let shares = byAccount[holding.holder, default: Duty()].shares
      byAccount[holding.holder, default: Duty()].shares = try shares + holding.shares
    }
    for obligation in obligations.obligations {
      var duty = byAccount[obligation.holder] ?? Duty()
      duty.shares = try duty.shares + obligation.shares
      duty.locks[obligation.end] = try (duty.locks[obligation.end] ?? .zero) + obligation.shares
      duty.sources[obligation.end] = [duty.sources[obligation.end], obligation.source]
        .compactMap(\.self).joined(separator: "; ")
      byAccount[obligation.holder] = duty
    }
  }
}

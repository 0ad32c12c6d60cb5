import Offerings
import Quantities
import Rulebooks

extension Reallocation {
  /// Decides by the rulebook's bands. Pure; the same integers give the same decision.
  public static func decide(
    _ demand: ReallocationDemand, by rules: RuleValues
  ) throws(ReallocationError) -> Reallocation {
    if let applied = demand.offlineApplied, applied < demand.offlineBefore {
      return suspended(
        demand, .offlineUndersubscribed,
        "suspended: offline applied for \(applied) of \(demand.offlineBefore) shares, and what "
          + "offline leaves may not go online")
    }
    if demand.onlineApplied < demand.onlineBefore { return try short(demand) }
    guard let band = rules.bands.first(where: demand.isIn) else {
      let edge = rules.bands.first?.above ?? 0
      return decided(
        demand, band: "none", base: demand.base, clawback: .zero,
        reason: "\(text(demand, rules)) is not above \(edge): nothing moves")
    }
    guard demand.offlineBefore > .zero else {
      return decided(
        demand, band: "none", base: demand.base, clawback: .zero,
        reason: "direct pricing: there is no offline tranche to move shares from")
    }
    do {
      return try moved(demand, band, rules)
    } catch {
      throw .quantity(error)
    }
  }

  private static func text(_ demand: ReallocationDemand, _ rules: RuleValues) -> String {
    let multiple = Ratio(demand.onlineApplied.count, demand.onlineBefore.count)
    return "\(multiple.decimal(places: rules.multipleDecimals)) times"
  }

  /// Online short (网上申购不足): the rest goes to offline where offline can absorb it.
  private static func short(
    _ demand: ReallocationDemand
  ) throws(ReallocationError) -> Reallocation {
    let shortage = Shares(demand.onlineBefore.count - demand.onlineApplied.count)
    let nobody: Shares? = demand.offlineBefore == .zero ? .zero : nil
    guard let applied = demand.offlineApplied ?? nobody else {
      throw .offlineDemandUnknown(shortage: shortage)
    }
    let needed = Int128(demand.offlineBefore.count) + Int128(shortage.count)
    guard Int128(applied.count) >= needed else {
      return suspended(
        demand, .onlineShortageNotAbsorbed,
        "suspended: online is \(shortage) shares short and offline, with \(applied) applied for "
          + "against \(demand.offlineBefore), cannot absorb them")
    }
    return decided(
      demand, band: "short", base: demand.base, clawback: Shares(-shortage.count),
      reason: "online applied for \(demand.onlineApplied) of \(demand.onlineBefore) shares: the "
        + "\(shortage) it leaves go to offline, and everyone online gets all")
  }

  private static func moved(
    _ demand: ReallocationDemand, _ band: ClawbackBand, _ rules: RuleValues
  ) throws(QuantityError) -> Reallocation {
    let lot = rules.clawbackLot
    let exact = ExactMove(band.effect, of: demand)
    let wanted = try exact.rounded(up: lot)
    // Offline cannot give more than it has; what is left of a lot stays with it.
    let clawback = min(max(wanted, .zero), demand.offlineBefore.rounded(toLot: lot, .down))
    let offline = Shares(demand.offlineBefore.count - clawback.count)
    let locked = Shares(try demand.offlineLocked.times(offline.count, .down))
    let base = Shares(demand.base.count - locked.count)
    let rule =
      switch band.effect {
      case .move(let share):
        "\(share.shortPercent)% of \(base) is \(exact.decimal), up to the lot of \(lot): "
          + "\(clawback) shares go from offline to online"
      case .leaveOffline(let share):
        "offline keeps at most \(share.shortPercent)% of \(base): online goes to "
          + "\(Shares(demand.onlineBefore.count + clawback.count)), up to the lot of \(lot), "
          + "by \(clawback) shares from offline"
      }
    return decided(
      demand, band: band.label, base: base, clawback: clawback,
      reason: "\(text(demand, rules)) is above \(band.above)"
        + (band.upTo.map { " and not above \($0)" } ?? "") + ": \(rule)")
  }

  private static func decided(
    _ demand: ReallocationDemand, band: String, base: Shares, clawback: Shares, reason: String
  ) -> Reallocation {
    let online = Shares(demand.onlineBefore.count + clawback.count)
    return make(
      demand, band: band, base: base, clawback: clawback, online: online,
      offline: Shares(demand.offlineBefore.count - clawback.count), reason: reason, suspension: nil)
  }

  private static func suspended(
    _ demand: ReallocationDemand, _ rule: Suspension, _ reason: String
  ) -> Reallocation {
    make(
      demand, band: demand.onlineApplied < demand.onlineBefore ? "short" : "none",
      base: demand.base, clawback: .zero, online: demand.onlineBefore,
      offline: demand.offlineBefore, reason: reason, suspension: rule)
  }

  private static func make(
    _ demand: ReallocationDemand, band: String, base: Shares, clawback: Shares, online: Shares,
    offline: Shares, reason: String, suspension: Suspension?
  ) -> Reallocation {
    let applied = demand.onlineApplied
    let needsDraw = suspension == nil && applied > online
    return Reallocation(
      demand: demand, multiple: Ratio(applied.count, demand.onlineBefore.count), band: band,
      base: base, clawback: clawback, online: online, offline: offline, reason: reason,
      suspension: suspension, isDrawn: needsDraw,
      winningRate: needsDraw ? Ratio(online.count, applied.count) : .one)
  }

  /// Lots to be won online (中签数): 0 where everyone gets all and nothing is drawn.
  public func winners(lot: Shares) -> Int64 { isDrawn ? online.count / lot.count : 0 }
}

extension ReallocationDemand {
  fileprivate func isIn(_ band: ClawbackBand) -> Bool {
    band.contains(applied: onlineApplied, offered: onlineBefore)
  }
}

/// A move before rounding: a fraction that is rounded up to the lot, less what online already has.
///
/// With s the locked part of FINAL offline shares and B the base, a band of p solves
/// c = p·(B − s·(offline − c)); the 150x rule solves online = u·(B − s·(B − online)) with u what
/// offline does not keep.
private struct ExactMove {
  let numerator: Int128
  let denominator: Int128
  /// What online has already, where the fraction is the final online and not the move.
  let alreadyOnline: Int128

  init(_ effect: ClawbackBand.Effect, of demand: ReallocationDemand) {
    let base = Int128(demand.base.count)
    let lockedParts = Int128(demand.offlineLocked.numerator)
    let lockedWhole = Int128(demand.offlineLocked.denominator)
    switch effect {
    case .move(let share):
      let parts = Int128(share.numerator)
      let unlocked = base * lockedWhole - lockedParts * Int128(demand.offlineBefore.count)
      numerator = max(0, parts * unlocked)
      denominator = Int128(share.denominator) * lockedWhole - parts * lockedParts
      alreadyOnline = 0
    case .leaveOffline(let share):
      let parts = Int128(share.denominator - share.numerator)
      numerator = parts * base * (lockedWhole - lockedParts)
      denominator = Int128(share.denominator) * lockedWhole - parts * lockedParts
      alreadyOnline = Int128(demand.onlineBefore.count)
    }
  }

  /// The move, its target rounded up to a multiple of `lot`; an overflow is an error.
  func rounded(up lot: Shares) throws(QuantityError) -> Shares {
    let lots = divide(numerator, by: denominator * Int128(lot.count), .up)
    guard let shares = Int64(exactly: lots * Int128(lot.count) - alreadyOnline) else {
      throw .overflow("a clawback")
    }
    return Shares(shares)
  }

  /// The fraction with one decimal, for the evidence.
  var decimal: String {
    DecimalText.grouped(divide(numerator * 10, by: denominator, .halfUp), decimals: 1)
  }
}

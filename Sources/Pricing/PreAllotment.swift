import Allotment
import Bookbuilding
import Clawback
import Offerings
import Quantities
import Rulebooks

/// What an issue at a price would be divided into if online applied for so many times its shares
/// (预分配). Classes and locks are counted on class totals: account by account, odd shares may go elsewhere and
/// each account's lock is rounded up by itself.
public struct PreAllotment: Equatable, Sendable {
  /// One class of offline investors.
  public struct ClassPart: Equatable, Sendable {
    public let demand: ClassDemand
    /// Before rounding down.
    public let ratio: Ratio
    public let allotted: Shares
    /// Of them, what is locked from the listing day on; where accounts are drawn (摇号限售), what that is of
    /// the shares when all accounts are alike.
    public let locked: Shares
  }

  /// Online applications over online shares, as it is supposed.
  public let multiple: Ratio
  public let reallocation: Reallocation
  /// Effective shares over final offline shares; nil where the issue is suspended or offline keeps nothing.
  public let cover: Ratio?
  /// The best served first; none where the issue is suspended.
  public let classes: [ClassPart]
  /// Online and offline shares that nothing locks (上市首日流通股): strategic shares and those from before the
  /// offering are all locked. nil where the issue is suspended.
  public let freeFloat: Shares?

  /// - Throws: `ReallocationError` where strategic investors finally take more than was set aside, or
  ///   nothing is online; `QuantityError` on overflow.
  init(
    _ multiple: Ratio, _ demand: EffectiveDemand, of offering: Offering, strategicFinal: Shares
  ) throws {
    self.multiple = multiple
    reallocation = try Reallocation.decide(
      ReallocationDemand(
        offering: offering, strategicFinal: strategicFinal,
        onlineApplied: Shares(multiple.times(offering.terms.shares.online.count, .down)),
        offlineApplied: demand.totals.shares), by: offering.rules)
    guard reallocation.suspension == nil else {
      (cover, classes, freeFloat) = (nil, [], nil)
      return
    }
    let offline = reallocation.offline
    cover = offline > .zero ? Ratio(demand.totals.shares.count, offline.count) : nil
    classes = try Self.parts(of: offline, demand.classes, offering)
    let locked = try Shares.sum(classes.map(\.locked))
    freeFloat = try reallocation.online + offline - locked
  }

  private static func parts(
    of offline: Shares, _ demands: [ClassDemand], _ offering: Offering
  ) throws(QuantityError) -> [ClassPart] {
    guard !demands.isEmpty else { return [] }
    let ratios = try ClassRatios.byPriority(offline, demands, offering.rules)
    var left = offline
    var shares: [Shares] = []
    for (demand, ratio) in zip(demands, ratios) {
      shares.append(Shares(try ratio.times(demand.shares.count, .down)))
      left = try left - shares[shares.count - 1]
    }
    // Odd shares go to the first class that has room for them.
    for place in shares.indices where left > .zero {
      let added = min(left, try demands[place].shares - shares[place])
      shares[place] = try shares[place] + added
      left = try left - added
    }
    var parts: [ClassPart] = []
    for (place, demand) in demands.enumerated() {
      let lock = lockedPart(of: demand.name, offering)
      parts.append(
        ClassPart(
          demand: demand, ratio: ratios[place], allotted: shares[place],
          locked: Shares(try lock.times(shares[place].count, .up))))
    }
    return parts
  }

  private static func lockedPart(of name: String, _ offering: Offering) -> Ratio {
    let agreed = offering.terms.shares.offlineLocked
    if agreed > .zero { return agreed }
    switch offering.rules.offlineLock {
    case .none: return .zero
    case .proportional(let share, _): return share
    case .tiers: return offering.lockTier(of: name)?.share ?? .zero
    case .accountLottery(let share, _, let classes):
      return classes.contains(name) ? share : .zero
    }
  }
}

extension PreAllotment {
  /// All locked offline shares.
  public var offlineLocked: Shares { Shares(classes.reduce(0) { $0 + $1.locked.count }) }

  /// What the free float is worth at a price, in fen.
  public func freeFloatValue(at price: Price) -> Int128? {
    freeFloat.map { Int128($0.count) * Int128(price.fen) }
  }
}

import Bookbuilding
import Cryptography
import Lottery
import Offerings
import Quantities
import Rulebooks

/// Which offline shares are locked and for how long (网下限售), account by account.
public struct OfflineLock: Sendable {
  /// Beside the allotment's lines: what of each is locked, and for how many months.
  public let locked: [Shares]
  public let months: [Int]
  /// Set where accounts were drawn (摇号限售).
  public let draw: AccountDraw?

  /// A draw among accounts: the ranks in drawn order.
  public struct AccountDraw: Sendable {
    public let seed: Digest
    /// Accounts that took part, in the book's order; the first has number 1.
    public let candidates: [Int]
    /// The drawn numbers, from 1, in the order of drawing.
    public let drawn: [Int64]
  }

  /// All locked shares, the parts of defaulters included.
  public func total() throws(QuantityError) -> Shares { try Shares.sum(locked) }

  /// True where the rulebook draws accounts, which takes a seed.
  public static func needsSeed(_ offering: Offering) -> Bool {
    guard case .accountLottery = offering.rules.offlineLock else { return false }
    return offering.terms.shares.offlineLocked == .zero
  }

  /// Decides for every line of `allotment`. A part of an account is rounded up to a whole share.
  ///
  /// - Parameter seed: the seed of the account draw; needed where `needsSeed`.
  public static func decide(
    _ allotment: OfflineAllotment, of offering: Offering, seed: Digest?
  ) throws(AllotmentError) -> OfflineLock {
    let agreed = offering.terms.shares.offlineLocked
    if agreed > .zero {
      return try parts(allotment) { _ in
        LockTier(share: agreed, months: offering.rules.agreedLockMonths)
      }
    }
    switch offering.rules.offlineLock {
    case .none:
      return try parts(allotment) { _ in LockTier(share: .zero, months: 0) }
    case .proportional(let share, let months):
      return try parts(allotment) { _ in LockTier(share: share, months: months) }
    case .tiers:
      return try parts(allotment) { name in
        guard let tier = offering.lockTier(of: name) else {
          preconditionFailure("bids are read with the offering's classes")
        }
        return tier
      }
    case .accountLottery(let share, let months, let classes):
      guard let seed else { preconditionFailure("the caller asks needsSeed") }
      return try drawn(allotment, share, months, Set(classes), seed)
    }
  }

  private static func parts(
    _ allotment: OfflineAllotment, tier: (String) -> LockTier
  ) throws(AllotmentError) -> OfflineLock {
    var locked: [Shares] = []
    var months: [Int] = []
    for line in allotment.lines {
      let tier = tier(line.bid.investorClass)
      do {
        locked.append(Shares(try tier.share.times(line.allotted.count, .up)))
      } catch {
        throw .quantity(error)
      }
      months.append(tier.months)
    }
    return OfflineLock(locked: locked, months: months, draw: nil)
  }

  /// One number an account, in the book's order; the drawn accounts are locked whole. The count is
  /// rounded up.
  private static func drawn(
    _ allotment: OfflineAllotment, _ share: Ratio, _ months: Int, _ classes: Set<String>,
    _ seed: Digest
  ) throws(AllotmentError) -> OfflineLock {
    let candidates = allotment.lines.indices.filter {
      classes.contains(allotment.lines[$0].bid.investorClass)
        && allotment.lines[$0].allotted > .zero
    }
    var locked = [Shares](repeating: .zero, count: allotment.lines.count)
    var drawn: [Int64] = []
    if !candidates.isEmpty {
      do {
        let winners = try share.times(Int64(candidates.count), .up)
        let numbers = try NumberRange(first: 1, count: Int64(candidates.count))
        drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: seed)
      } catch let error as LotteryError {
        throw .lottery(error)
      } catch let error as QuantityError {
        throw .quantity(error)
      } catch {
        preconditionFailure("no other error is thrown above: \(error)")
      }
    }
    for number in drawn {
      let line = candidates[Int(number - 1)]
      locked[line] = allotment.lines[line].allotted
    }
    return OfflineLock(
      locked: locked, months: [Int](repeating: months, count: locked.count),
      draw: AccountDraw(seed: seed, candidates: candidates, drawn: drawn))
  }
}

extension LotteryTerms {
  /// The seed of the draw among offline accounts, made from the terms' bare seed so that two draws
  /// never share one (Specs/lottery.md).
  public func accountDrawSeed(code: String) -> Digest? {
    seed.map { seed in
      SHA256.hash("ipo-lottery/v1\noffering \(code)\ndraw offline-lock\nseed \(seed.hex)\n")
    }
  }
}

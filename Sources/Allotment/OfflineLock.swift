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

  /// A draw among accounts (摇号限售).
  public struct AccountDraw: Sendable {
    public let source: LotSource
    /// Accounts that took part, as lines in the book's order; the first has number 1.
    public let candidates: [Int]
    /// The drawn numbers, from 1: in the order of drawing, or as they were announced.
    public let drawn: [Int64]
  }

  /// Where the randomness of the account draw comes from.
  public enum LotSource: Equatable, Sendable {
    /// Ranks drawn by a seed; the grade is that of the seed it was made from.
    case seed(Digest, grade: String)
    /// The accounts that a ceremony announced.
    case announced([AccountName])
  }

  /// All locked shares, the parts of defaulters included.
  public func total() throws(QuantityError) -> Shares { try Shares.sum(locked) }

  /// True where the rulebook draws accounts, which takes a seed or a ceremony.
  public static func needsLots(_ offering: Offering) -> Bool {
    guard case .accountLottery = offering.rules.offlineLock else { return false }
    return offering.terms.shares.offlineLocked == .zero
  }

  /// Decides for every line of `allotment`. A part of an account is rounded up to a whole share.
  ///
  /// - Parameter lots: where the account draw comes from; needed where `needsLots`.
  public static func decide(
    _ allotment: OfflineAllotment, of offering: Offering, lots: LotSource?
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
      guard let lots else { preconditionFailure("the caller asks needsLots") }
      return try drawn(allotment, share, months, Set(classes), lots)
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
    _ lots: LotSource
  ) throws(AllotmentError) -> OfflineLock {
    let candidates = allotment.lines.indices.filter {
      classes.contains(allotment.lines[$0].bid.investorClass)
        && allotment.lines[$0].allotted > .zero
    }
    let drawn: [Int64]
    do {
      let winners = try share.times(Int64(candidates.count), .up)
      switch lots {
      case .seed(let seed, _): drawn = try ranks(candidates.count, winners, seed)
      case .announced(let accounts):
        drawn = try numbers(of: accounts, among: candidates, allotment, winners)
      }
    } catch let error as AllotmentError {
      throw error
    } catch let error as LotteryError {
      throw .lottery(error)
    } catch let error as QuantityError {
      throw .quantity(error)
    } catch {
      preconditionFailure("no other error is thrown above: \(error)")
    }
    var locked = [Shares](repeating: .zero, count: allotment.lines.count)
    for number in drawn {
      let line = candidates[Int(number - 1)]
      locked[line] = allotment.lines[line].allotted
    }
    return OfflineLock(
      locked: locked, months: [Int](repeating: months, count: locked.count),
      draw: AccountDraw(source: lots, candidates: candidates, drawn: drawn))
  }

  private static func ranks(
    _ candidates: Int, _ winners: Int64, _ seed: Digest
  ) throws(LotteryError) -> [Int64] {
    guard candidates > 0 else { return [] }
    return try RankedDraw.draw(
      in: NumberRange(first: 1, count: Int64(candidates)), winners: winners, seed: seed)
  }

  /// The numbers of announced accounts: each a candidate, each once, as many as are to be locked.
  private static func numbers(
    of accounts: [AccountName], among candidates: [Int], _ allotment: OfflineAllotment,
    _ winners: Int64
  ) throws(AllotmentError) -> [Int64] {
    var left: [AccountName: Int64] = [:]
    for (position, line) in candidates.enumerated() {
      left[allotment.lines[line].bid.account] = Int64(position + 1)
    }
    var numbers: [Int64] = []
    for account in accounts {
      guard let number = left.removeValue(forKey: account) else {
        throw .lockedAccountNotACandidate(account)
      }
      numbers.append(number)
    }
    guard numbers.count == winners else {
      throw .wrongLockedCount(found: Int64(numbers.count), expected: winners)
    }
    return numbers
  }
}

extension OfflineLock {
  /// The seed of the draw among offline accounts, made from the online draw's seed so that two draws
  /// never share one (Specs/lottery.md).
  public static func seed(offering code: String, online seed: Digest) -> Digest {
    SHA256.hash("ipo-lottery/v1\noffering \(code)\ndraw offline-lock\nseed \(seed.hex)\n")
  }
}

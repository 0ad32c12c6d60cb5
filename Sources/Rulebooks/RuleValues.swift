import Lottery
import Quantities

/// The rules of one rulebook in the types that the decisions use.
public struct RuleValues: Sendable {
  /// The step of a price (最小变动单位).
  public var priceTick: Money
  public var book: BookRules
  /// The unit of an online application (申购单位); one number a lot.
  public var lot: Shares
  /// One application carries at most the initial online shares divided by this, down to the lot.
  public var capDivisor: Int64
  /// The most any application carries, in shares.
  public var capMaximum: Shares
  /// The first number handed out (起始配号).
  public var firstNumber: Int64
  /// How nine tails of one length are grouped.
  public var nines: Nines
  /// Decimals of a printed multiple (有效申购倍数).
  public var multipleDecimals: Int
  /// Decimals of a printed winning rate (中签率), in percent.
  public var rateDecimals: Int
  /// By multiple, lowest first.
  public var bands: [ClawbackBand]
  /// What reallocated shares are rounded up to.
  public var clawbackLot: Shares
  /// The most that offline without lock-up should hold of the base, where the rules name it.
  public var unlockedOfflineLimit: Ratio?
  /// The classes of offline investors, the first served best.
  public var classes: [String]
  /// What leading classes get at least.
  public var priorities: [ClassPriority]
  public var shortPayment: ShortPaymentRule
  public var offlineLock: OfflineLockRule
  /// Months of a lock agreed for a deal above 10bn yuan.
  public var agreedLockMonths: Int
  public var offlineDeadline: Deadline
  public var onlineDeadline: Deadline
  /// Below this part of the issue less final strategic, the issue is suspended (中止发行).
  public var minimumPaid: Ratio
  /// The most the underwriter takes up (余额包销上限).
  public var takeUpLimit: Ratio
  public var strategic: StrategicRules
  /// Lock months of a holder from before the offering, by reason.
  public var preIPOLockMonths: [String: Int]
  /// The board's listing standards that name a market value; empty where none does.
  public var listingStandards: [ListingStandard]
  /// Value added tax (增值税) on the underwriter's fee.
  public var vat: Ratio
  /// Stamp duty (印花税) on net proceeds before the duty, where an offering pays it apart.
  public var stampDuty: Ratio

  public init(
    priceTick: Money, book: BookRules, lot: Shares, capDivisor: Int64,
    capMaximum: Shares, firstNumber: Int64, nines: Nines, multipleDecimals: Int, rateDecimals: Int,
    bands: [ClawbackBand], clawbackLot: Shares, unlockedOfflineLimit: Ratio?, classes: [String],
    priorities: [ClassPriority], shortPayment: ShortPaymentRule, offlineLock: OfflineLockRule,
    agreedLockMonths: Int, offlineDeadline: Deadline, onlineDeadline: Deadline,
    minimumPaid: Ratio, takeUpLimit: Ratio, strategic: StrategicRules,
    preIPOLockMonths: [String: Int], listingStandards: [ListingStandard], vat: Ratio,
    stampDuty: Ratio
  ) {
    self.priceTick = priceTick
    self.book = book
    self.lot = lot
    self.capDivisor = capDivisor
    self.capMaximum = capMaximum
    self.firstNumber = firstNumber
    self.nines = nines
    self.multipleDecimals = multipleDecimals
    self.rateDecimals = rateDecimals
    self.bands = bands
    self.clawbackLot = clawbackLot
    self.unlockedOfflineLimit = unlockedOfflineLimit
    self.classes = classes
    self.priorities = priorities
    self.shortPayment = shortPayment
    self.offlineLock = offlineLock
    self.agreedLockMonths = agreedLockMonths
    self.offlineDeadline = offlineDeadline
    self.onlineDeadline = onlineDeadline
    self.minimumPaid = minimumPaid
    self.takeUpLimit = takeUpLimit
    self.strategic = strategic
    self.preIPOLockMonths = preIPOLockMonths
    self.listingStandards = listingStandards
    self.vat = vat
    self.stampDuty = stampDuty
  }

  /// The most one application may carry: the initial online shares over the divisor, down to the
  /// lot, and never above the rules' maximum.
  public func applicationCap(initialOnline: Shares) -> Shares {
    let part = Shares(initialOnline.count / capDivisor).rounded(toLot: lot, .down)
    return min(max(part, lot), capMaximum)
  }
}

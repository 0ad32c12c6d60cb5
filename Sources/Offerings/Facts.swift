import CanonicalJSON
import Cryptography
import Lottery
import Quantities
import TradingDays

/// What is known only after the terms are fixed. Each fact is sealed in the journal by the step that
/// first reads it, and cannot change after that.
public struct Facts: Equatable, Sendable {
  /// The price that people set after an inquiry, known at T-2.
  public var price: PriceSetting?
  /// What strategic investors finally take (最终战略配售数量), known at T-2.
  public var strategicFinal: Shares?
  /// Valid online applications (网上有效申购), known at the end of T.
  public var online: OnlineDemand?
  /// Valid offline applications (网下有效申购), known at the end of T.
  public var offline: OfflineDemand?
  /// A real ceremony's tails, known at T+1.
  public var announcedTails: AnnouncedTails?
  /// What parties to a sealed seed revealed (揭示), between the freezing of the list and the deadline.
  public var reveals: [AccountName: SealingSecret]
  /// The parties that did not reveal in time; nil as long as that is open.
  public var missingReveals: Set<AccountName>?
  /// The values of beacons (信标), by their source.
  public var beacon: [String: String]
  /// The offline accounts that a real ceremony drew to be locked (摇号限售结果), known at T+3.
  public var lockedAccounts: [AccountName]?
  /// The first day of trading (上市日).
  public var listingDay: Day?
  /// Digests of what the depository or the bank confirmed, by operation: "proceeds", "registration",
  /// "release-2021-06-02".
  public var confirmations: [String: Digest]
  /// What people proposed and approved, signed by each.
  public var approvals: ApprovalRecord
  /// The heads that witnesses cosigned after gates, each a whole signed note.
  public var witnessed: [WitnessedGate: String]

  public init(
    price: PriceSetting? = nil, strategicFinal: Shares? = nil, online: OnlineDemand? = nil,
    offline: OfflineDemand? = nil,
    announcedTails: AnnouncedTails? = nil, reveals: [AccountName: SealingSecret] = [:],
    missingReveals: Set<AccountName>? = nil, beacon: [String: String] = [:],
    lockedAccounts: [AccountName]? = nil, listingDay: Day? = nil,
    confirmations: [String: Digest] = [:], approvals: ApprovalRecord = [:],
    witnessed: [WitnessedGate: String] = [:]
  ) {
    self.price = price
    self.strategicFinal = strategicFinal
    self.online = online
    self.offline = offline
    self.announcedTails = announcedTails
    self.reveals = reveals
    self.missingReveals = missingReveals
    self.beacon = beacon
    self.lockedAccounts = lockedAccounts
    self.listingDay = listingDay
    self.confirmations = confirmations
    self.approvals = approvals
    self.witnessed = witnessed
  }
}

extension TailNumbers {
  /// By length, in drawn order: `{"4":["3239","8239"],"5":["61886"]}`.
  public var canonical: JSONValue {
    .object(
      JSONObject(
        uniqueMembers: byLength.map { digits, tails in
          (String(digits), .array(tails.map { .string($0.description) }))
        }))
  }
}

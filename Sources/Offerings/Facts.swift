import CanonicalJSON
import Cryptography
import Lottery
import Quantities
import TradingDays

/// What is known only after the terms are fixed. Each fact is sealed in the journal by the step that
/// first reads it, and cannot change after that.
public struct Facts: Equatable, Sendable {
  /// What strategic investors finally take (最终战略配售数量), known at T-2.
  public var strategicFinal: Shares?
  /// Valid online applications (网上有效申购), known at the end of T.
  public var online: OnlineDemand?
  /// Valid offline applications (网下有效申购), known at the end of T.
  public var offline: OfflineDemand?
  /// A real ceremony's tails, known at T+1.
  public var announcedTails: AnnouncedTails?
  /// The offline accounts that a real ceremony drew to be locked (摇号限售结果), known at T+3.
  public var lockedAccounts: [AccountName]?
  /// The first day of trading (上市日).
  public var listingDay: Day?
  /// Digests of what the depository or the bank confirmed, by operation: "proceeds", "registration",
  /// "release-2021-06-02".
  public var confirmations: [String: Digest]

  public init(
    strategicFinal: Shares? = nil, online: OnlineDemand? = nil, offline: OfflineDemand? = nil,
    announcedTails: AnnouncedTails? = nil, lockedAccounts: [AccountName]? = nil,
    listingDay: Day? = nil,
    confirmations: [String: Digest] = [:]
  ) {
    self.strategicFinal = strategicFinal
    self.online = online
    self.offline = offline
    self.announcedTails = announcedTails
    self.lockedAccounts = lockedAccounts
    self.listingDay = listingDay
    self.confirmations = confirmations
  }
}

/// The totals of valid online applications.
public struct OnlineDemand: Equatable, Sendable {
  /// Nil where only the shares were published.
  public let accounts: Int64?
  public let shares: Shares

  public init(accounts: Int64?, shares: Shares) {
    self.accounts = accounts
    self.shares = shares
  }

  public var canonical: JSONValue {
    var object: JSONObject = ["shares": .string(String(shares.count))]
    if let accounts { object["accounts"] = .integer(accounts) }
    return .object(object)
  }
}

/// The totals of valid offline applications, and what each class was announced to receive.
public struct OfflineDemand: Equatable, Sendable {
  public let shares: Shares
  public let accounts: Int64?
  /// By class; empty where the rulebook's priorities decide.
  public let allotted: [ClassAllotment]

  public init(shares: Shares, accounts: Int64?, allotted: [ClassAllotment]) {
    self.shares = shares
    self.accounts = accounts
    self.allotted = allotted
  }

  public var canonical: JSONValue {
    var object: JSONObject = ["shares": .string(String(shares.count))]
    if let accounts { object["accounts"] = .integer(accounts) }
    if !allotted.isEmpty {
      object["classes"] = .array(
        allotted.map { part in
          [
            "class": .string(part.name), "allotted": .string(String(part.shares.count)),
          ]
        })
    }
    return .object(object)
  }
}

/// What the underwriter announced for one class of offline investors.
public struct ClassAllotment: Equatable, Sendable {
  public let name: String
  public let shares: Shares

  public init(name: String, shares: Shares) {
    self.name = name
    self.shares = shares
  }
}

/// The tails of a public ceremony and where they were announced.
public struct AnnouncedTails: Equatable, Sendable {
  public let tails: TailNumbers
  public let source: String

  public init(tails: TailNumbers, source: String) {
    self.tails = tails
    self.source = source
  }
}

extension AnnouncedTails {
  /// The tails by length, and the source beside them.
  public var canonical: JSONValue {
    guard case .object(var object) = tails.canonical else { return tails.canonical }
    if !source.isEmpty { object["source"] = .string(source) }
    return .object(object)
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

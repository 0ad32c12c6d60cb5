import Quantities
import ShareRegister
import TradingDays

/// What must be locked, held against a register on a day: the ledger's own, or the depository's list.
///
/// A lock-up binds up to its contractual end. From then on a register may have the shares locked or free;
/// only what the ledger has released by the day has to be free in the list.
public struct LockVerification: Sendable {
  public let side: LockBreak.Side
  /// Accounts whose positions agree.
  public let matched: Int
  /// In the order of kinds, then of accounts.
  public let breaks: [LockBreak]

  /// The ledger's register against the obligations.
  ///
  /// - Parameters:
  ///   - held: registration with the releases whose first session had come by `day`.
  ///   - releases: those releases, account by account.
  /// - Complexity: O(n) for n holdings, O(n log n) for the breaks.
  public init(
    _ obligations: LockObligations, ledger held: [LedgerHolding], releases: [LedgerRelease],
    on day: Day
  ) throws(QuantityError) {
    var positions: [String: Position] = [:]
    for holding in held { try positions[holding.account, default: Position()].add(holding) }
    self = try Self(
      LockDuties(obligations), positions,
      LockJudgement(side: .ledger, day: day, releases: releases), totals: true)
  }

  /// The depository's list against the obligations.
  ///
  /// - Parameters:
  ///   - released: the ends that the ledger has released by `day`.
  ///   - totals: false where the list was made after trading began, so that only locks are judged: an
  ///     account then has to hold what it has locked, and may hold anything beside.
  public init(
    _ obligations: LockObligations, register list: [ListedHolding], released: Set<Day>, on day: Day,
    totals: Bool
  ) throws(QuantityError) {
    var positions: [String: Position] = [:]
    for row in list { try positions[row.account, default: Position()].add(row) }
    self = try Self(
      LockDuties(obligations), positions,
      LockJudgement(side: .register, day: day, released: released), totals: totals)
  }

  private init(
    _ duties: LockDuties, _ positions: [String: Position], _ judgement: LockJudgement, totals: Bool
  ) throws(QuantityError) {
    side = judgement.side
    var breaks: [LockBreak] = []
    var matched = 0
    var transfers = ShareTransfers()
    for (account, duty) in duties.byAccount {
      let count = breaks.count
      let position = positions[account]
      if totals { breaks += try judgement.total(account, duty, position) }
      if position != nil || !totals {
        breaks += try judgement.locks(account, duty, position ?? Position())
      }
      try transfers.note(account, duty, position, on: judgement.day)
      breaks += judgement.pastReleases(account, duty)
      if breaks.count == count { matched += 1 }
    }
    for (account, position) in positions where duties.byAccount[account] == nil {
      try transfers.note(account, LockDuties.Duty(), position, on: judgement.day)
      if totals { breaks += try judgement.unknown(account, position) }
      if !totals { breaks += try judgement.locks(account, LockDuties.Duty(), position) }
    }
    self.matched = matched
    self.breaks = Self.inOrder(transfers.named(in: breaks))
  }

  /// By kind, by the bytes of the account, then as found.
  private static func inOrder(_ breaks: [LockBreak]) -> [LockBreak] {
    BreakKind.allCases.flatMap { kind in
      breaks.filter { $0.kind == kind }.enumerated().sorted { left, right in
        left.element.account == right.element.account
          ? left.offset < right.offset
          : left.element.account.utf8.lexicographicallyPrecedes(right.element.account.utf8)
      }.map(\.element)
    }
  }
}

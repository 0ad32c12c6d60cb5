import Quantities
import TradingDays

/// One obligation that a register does not keep, or shares that nobody owes locked.
public struct LockBreak: Equatable, Sendable {
  /// The register that it was found in.
  public enum Side: String, Sendable, CaseIterable {
    /// The ledger's own: its registration and the releases that it posted.
    case ledger
    /// The depository's list.
    case register
  }

  public let side: Side
  public let kind: BreakKind
  public let account: String
  /// What terms, facts and allotments demand; nil where they demand nothing.
  public let expected: BreakValue?
  /// What the side has; nil where it has nothing.
  public let found: BreakValue?
  /// Found less expected, a missing value counted as nothing; nil where that has no meaning.
  public let difference: BreakValue?
  /// Missing, short, wrong date, released early, transferred: in words for people.
  public internal(set) var cause: String
  /// The other account of a transfer: it has as many shares more, or less, than it should.
  public internal(set) var counterparty: String?
  /// Where the obligation comes from; empty where there is none.
  public let source: String
}

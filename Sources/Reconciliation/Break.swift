import Quantities
import TradingDays

/// One disagreement between the ledger and a statement or list, as an auditor follows it up.
public struct Break: Equatable, Sendable {
  public let kind: BreakKind
  /// The reference of a movement, the account of a holding, the id of a statement.
  public let key: String
  /// What the ledger says; nil where it says nothing.
  public let ledger: BreakValue?
  /// What the other side says; nil where it says nothing.
  public let other: BreakValue?
  /// Other less ledger, a missing side counted as nothing; nil where that has no meaning.
  public let difference: BreakValue?
  /// The likely reason, in a few words for people.
  public let cause: String

  public init(
    _ kind: BreakKind, key: String, ledger: BreakValue?, other: BreakValue?,
    difference: BreakValue?, cause: String
  ) {
    self.kind = kind
    self.key = key
    self.ledger = ledger
    self.other = other
    self.difference = difference
    self.cause = cause
  }
}

extension Break {
  /// A break of two amounts.
  static func of(
    _ kind: BreakKind, _ key: String, ledger: Money?, other: Money?, _ cause: String
  ) throws(QuantityError) -> Break {
    Break(
      kind, key: key, ledger: ledger.map { .money($0) }, other: other.map { .money($0) },
      difference: .money(try (other ?? .zero) - (ledger ?? .zero)), cause: cause)
  }

  /// A break of two numbers of shares.
  static func of(
    _ kind: BreakKind, _ key: String, ledger: Shares?, other: Shares?, _ cause: String
  ) throws(QuantityError) -> Break {
    Break(
      kind, key: key, ledger: ledger.map { .shares($0) }, other: other.map { .shares($0) },
      difference: .shares(try (other ?? .zero) - (ledger ?? .zero)), cause: cause)
  }
}

extension [Break] {
  /// In the order of kinds, then of keys by their bytes, then as they were found: the same for the
  /// same two sides. O(n log n).
  public func inReportOrder() -> [Break] { inReportOrder { $0 } }
}

extension [PlacedBreak] {
  /// In the same order, whatever the side.
  public func inReportOrder() -> [PlacedBreak] { inReportOrder(\.found) }
}

extension Array {
  fileprivate func inReportOrder(_ found: (Element) -> Break) -> [Element] {
    let places = Dictionary(
      uniqueKeysWithValues: BreakKind.allCases.enumerated().map { ($1, $0) })
    return enumerated().sorted { left, right in
      let (leftBreak, rightBreak) = (found(left.element), found(right.element))
      let leftPlace = places[leftBreak.kind, default: 0]
      let rightPlace = places[rightBreak.kind, default: 0]
      if leftPlace != rightPlace { return leftPlace < rightPlace }
      if leftBreak.key != rightBreak.key {
        return leftBreak.key.utf8.lexicographicallyPrecedes(rightBreak.key.utf8)
      }
      return left.offset < right.offset
    }.map(\.element)
  }
}

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
  /// In the order of kinds, then of keys, ledger's and other values by their bytes, nothing first: the same
  /// for the same breaks, however they were found. O(n log n).
  public func inReportOrder() -> [Break] { inReportOrder(\.self) { _ in 0 } }
}

extension [PlacedBreak] {
  /// In the same order, sides after keys.
  public func inReportOrder() -> [PlacedBreak] {
    inReportOrder(\.found) { ReconciliationSide.allCases.firstIndex(of: $0.side) ?? 0 }
  }
}

extension Array {
  fileprivate func inReportOrder(
    _ found: (Element) -> Break, side: (Element) -> Int
  ) -> [Element] {
    let places = Dictionary(
      uniqueKeysWithValues: BreakKind.allCases.enumerated().map { ($1, $0) })
    func precedes(_ left: String, _ right: String) -> Bool? {
      left.utf8.elementsEqual(right.utf8)
        ? nil : left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return sorted { left, right in
      let (first, second) = (found(left), found(right))
      let firstPlace = places[first.kind, default: 0]
      let secondPlace = places[second.kind, default: 0]
      if firstPlace != secondPlace { return firstPlace < secondPlace }
      if let isBefore = precedes(first.key, second.key) { return isBefore }
      if side(left) != side(right) { return side(left) < side(right) }
      return precedes(first.ledger?.canonical ?? "", second.ledger?.canonical ?? "")
        ?? precedes(first.other?.canonical ?? "", second.other?.canonical ?? "") ?? false
    }
  }
}

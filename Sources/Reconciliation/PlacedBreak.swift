/// A break with the side on which it was found.
public struct PlacedBreak: Equatable, Sendable {
  public let side: ReconciliationSide
  public let found: Break

  public init(_ side: ReconciliationSide, _ found: Break) {
    self.side = side
    self.found = found
  }

  /// True for the same disagreement: everything but the words for people.
  public func isSame(as other: PlacedBreak) -> Bool { identity == other.identity }

  /// What makes two breaks one: side, kind, key and both values.
  struct Identity: Hashable {
    let side: ReconciliationSide
    let kind: BreakKind
    let key: String
    let ledger: String?
    let other: String?
  }

  var identity: Identity {
    Identity(
      side: side, kind: found.kind, key: found.key, ledger: found.ledger?.canonical,
      other: found.other?.canonical)
  }
}

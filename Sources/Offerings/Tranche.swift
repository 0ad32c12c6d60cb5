/// A part of the offering with its own investors and rules.
public enum Tranche: String, Sendable, CaseIterable {
  /// Placed before T with named investors who accept a lock-up (战略配售).
  case strategic
  /// Institutions that quoted in the book (网下).
  case offline
  /// The public, by lottery (网上).
  case online
}

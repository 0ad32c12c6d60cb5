/// An operation before which two people have to agree (四眼原则).
public enum ApprovalGate: String, CaseIterable, Sendable {
  /// The terms whole, with price and rulebook: nothing follows the opening before they are approved.
  case price
  case clawback
  /// Of a sealed seed the frozen list with the draw's terms, before anyone could know the seed: who
  /// approved later could hold back what he dislikes. Of any other seed the draw itself.
  case draw
  case proceeds
  /// Each release of a lock-up on its own.
  case release
}

import Quantities
import Settlement
import TradingDays

/// The register of new shares while it is being derived: what holders keep, in order, and what the
/// underwriter takes up, one holding for each lock-up.
struct RegisterDraft {
  private let underwriter: String
  private var kept: [Holding] = []
  private var takenFree = Shares.zero
  private var takenLocked: [Day: Shares] = [:]

  init(underwriter: String) { self.underwriter = underwriter }

  /// Enters shares of one holder; none are no holding.
  mutating func enter(
    _ holder: String, _ shares: Shares, _ origin: Holding.Origin, lockedUntil end: Day?
  ) {
    guard shares > .zero else { return }
    kept.append(Holding(holder: holder, shares: shares, lockedUntil: end, origin: origin))
  }

  /// Enters what an account keeps and what it gave up. The lock-up follows the shares: what a
  /// defaulter had locked passes locked to the underwriter.
  mutating func enter(
    _ outcome: Collection.Outcome, _ origin: Holding.Origin, locked: Shares, until end: Day?
  ) throws(QuantityError) {
    let keptLocked = min(outcome.kept, locked)
    let lostLocked = try locked - keptLocked
    enter(outcome.due.account, try outcome.kept - keptLocked, origin, lockedUntil: nil)
    enter(outcome.due.account, keptLocked, origin, lockedUntil: end)
    takenFree = try takenFree + (outcome.abandoned - lostLocked)
    if let end, lostLocked > .zero {
      takenLocked[end] = try (takenLocked[end] ?? .zero) + lostLocked
    }
  }

  /// The holders', then the underwriter's: free first, then by date.
  var holdings: [Holding] {
    var all = self
    all.enter(underwriter, takenFree, .takeUp, lockedUntil: nil)
    for (end, shares) in takenLocked.sorted(by: { $0.key < $1.key }) {
      all.enter(underwriter, shares, .takeUp, lockedUntil: end)
    }
    return all.kept
  }
}

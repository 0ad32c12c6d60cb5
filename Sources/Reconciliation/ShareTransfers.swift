import Quantities
import TradingDays

/// Looks for shares that went from one account to another: what one lacks of shares that it has to keep
/// locked, another has more than it should.
struct ShareTransfers {
  private var lacking: [Int64: [String]] = [:]
  private var having: [Int64: [String]] = [:]

  /// Notes by how much an account's holding differs. What is lacked counts only where locked shares
  /// are gone.
  mutating func note(
    _ account: String, _ duty: LockDuties.Duty, _ position: Position?, on day: Day
  ) throws(QuantityError) {
    let difference = try (position?.shares ?? .zero) - duty.shares
    if difference > .zero {
      having[difference.count, default: []].append(account)
    } else if difference < .zero,
      duty.inForce(on: day).contains(where: { (position?.locks[$0.key] ?? .zero) < $0.value })
    {
      lacking[-difference.count, default: []].append(account)
    }
  }

  /// The breaks with both accounts of each transfer named. Where several accounts have one difference
  /// they are paired in the order of their names.
  func named(in breaks: [LockBreak]) -> [LockBreak] {
    var others: [String: (other: String, words: String)] = [:]
    for (count, losers) in lacking {
      let shares = Shares(count)
      for (loser, winner) in zip(losers.sorted(), having[count, default: []].sorted()) {
        others[loser] = (winner, "transferred: \(winner) has the \(shares) shares that are gone")
        others[winner] = (loser, "transferred: \(shares) locked shares of \(loser) are here")
      }
    }
    guard !others.isEmpty else { return breaks }
    return breaks.map { found in
      guard let (other, words) = others[found.account] else { return found }
      var named = found
      named.cause = words
      named.counterparty = other
      return named
    }
  }
}

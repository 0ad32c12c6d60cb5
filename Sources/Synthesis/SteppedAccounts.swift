import Lottery
import Quantities

/// The effective bids of a book while their quantities are found: whole steps that sum to each class's
/// demand, and whose pro rata shares lock exactly what was published.
struct SteppedAccounts {
  /// Classes that share one allotment ratio.
  struct Pool {
    let names: [String]
    /// Shares allotted to the pool, and what its accounts bid in all, in steps.
    let offer: Int64
    let demand: Int64
  }

  /// The class of each account, in the book's order.
  let names: [String]
  /// What each account bids, in steps.
  private(set) var steps: [Int64]
  /// The account that receives the odd shares of all pools: the largest of the first class.
  let top: Int
  private let pools: [Pool]
  private let poolOf: [Int]
  private let step: Int64
  private let bounds: ClosedRange<Int64>

  /// Quantities within the bounds, the top account's the most of them.
  ///
  /// - Parameter drawn: accounts that a lottery locks whole.
  init(
    _ names: [String], pools: [Pool], step: Int64, bounds: ClosedRange<Int64>, drawn: Set<Int>,
    first: String, _ generator: inout SHA256Generator
  ) throws(SynthesisError) {
    self.names = names
    self.pools = pools
    self.step = step
    self.bounds = bounds
    poolOf = names.map { name in pools.firstIndex { $0.names.contains(name) } ?? 0 }
    guard let top = names.indices.first(where: { names[$0] == first && !drawn.contains($0) })
    else { throw .totalsImpossible("too few offline accounts") }
    self.top = top
    steps = Array(repeating: 0, count: names.count)
    for (index, pool) in pools.enumerated() {
      let members = names.indices.filter { poolOf[$0] == index }
      let parts = try BoundedSplit.proportional(
        pool.demand, BoundedSplit.weights(members.count, &generator),
        in: members.map { $0 == top ? bounds.upperBound...bounds.upperBound : bounds },
        of: "the steps of class \(pool.names.joined(separator: ", "))")
      for (member, part) in zip(members, parts) { steps[member] = part }
    }
  }

  /// Moves steps between accounts of one class until the locked shares sum to `target`.
  ///
  /// - Parameter share: the locked part of each account, rounded up to a whole share.
  mutating func tune(
    to target: Shares, _ share: [Ratio], _ generator: inout SHA256Generator
  ) throws(SynthesisError) {
    var sums = Sums(self, share)
    var missing = target.count - sums.locked(self, share)
    var attempts = 0
    while missing != 0 {
      attempts += 1
      guard attempts < Self.attemptsMax else {
        throw .totalsImpossible("no book of \(names.count) accounts locks \(target) shares")
      }
      let giver = Int(generator.below(UInt64(names.count)))
      let taker = Int(generator.below(UInt64(names.count)))
      let moved = Int64(1 + generator.below(9))
      guard giver != taker, names[giver] == names[taker], giver != top, taker != top,
        steps[giver] - moved >= bounds.lowerBound, steps[taker] + moved <= bounds.upperBound
      else { continue }
      var changed = sums
      changed.move(moved, from: giver, to: taker, self, share)
      let left = target.count - changed.locked(self, share)
      guard left.magnitude < missing.magnitude else { continue }
      steps[giver] -= moved
      steps[taker] += moved
      sums = changed
      missing = left
    }
  }

  /// A target that can be met takes some moves an account; this many tell that it cannot.
  private static let attemptsMax = 20_000_000

  /// What an account with so many steps is allotted, odd shares left out.
  private func allotted(_ account: Int, _ steps: Int64) -> Int64 {
    let pool = pools[poolOf[account]]
    return Int64(Int128(steps) * Int128(pool.offer) / Int128(pool.demand))
  }

  /// The sums that a move changes: what all receive, and what all but the top account lock.
  private struct Sums {
    private var given: Int64 = 0
    private var lockedBelowTop: Int64 = 0
    private let offer: Int64

    init(_ accounts: SteppedAccounts, _ share: [Ratio]) {
      offer = accounts.pools.reduce(0) { $0 + $1.offer }
      for account in accounts.names.indices {
        let shares = accounts.allotted(account, accounts.steps[account])
        given += shares
        if account != accounts.top { lockedBelowTop += Self.lock(shares, share[account]) }
      }
    }

    mutating func move(
      _ moved: Int64, from giver: Int, to taker: Int, _ accounts: SteppedAccounts,
      _ share: [Ratio]
    ) {
      for (account, change) in [(giver, -moved), (taker, moved)] {
        let before = accounts.allotted(account, accounts.steps[account])
        let after = accounts.allotted(account, accounts.steps[account] + change)
        given += after - before
        lockedBelowTop += Self.lock(after, share[account]) - Self.lock(before, share[account])
      }
    }

    /// All locked shares: the top account's with the odd shares that it receives.
    func locked(_ accounts: SteppedAccounts, _ share: [Ratio]) -> Int64 {
      let own = accounts.allotted(accounts.top, accounts.steps[accounts.top])
      return lockedBelowTop + Self.lock(own + offer - given, share[accounts.top])
    }

    private static func lock(_ shares: Int64, _ share: Ratio) -> Int64 {
      Int64(divide(Int128(shares) * Int128(share.numerator), by: Int128(share.denominator), .up))
    }
  }
}

import Lottery
import Quantities

/// Offline accounts while they are made: what each shall receive, so that every published sum is
/// met, and then the bid that receives it.
struct SyntheticAccounts {
  /// Classes that share one allotment ratio.
  struct Pool {
    let names: [String]
    let accounts: [Int]
    /// Shares allotted to the pool, and what its accounts bid in all.
    let offer: Int64
    let demand: Int64

    var count: Int { accounts.reduce(0, +) }

    /// Shares that rounding down leaves over: enough that the bids can be met by whole shares.
    var odd: Int64 {
      offer == demand ? 0 : 1 + Int64(Int128(count) * Int128(offer) / Int128(demand))
    }
  }

  private let pools: [Pool]
  /// The class of each account, in the book's order.
  private(set) var names: [String] = []
  private var poolOf: [Int] = []
  /// What each account receives before odd shares.
  private var allotted: [Int64] = []
  /// The account that receives the odd shares of all pools: the largest of the first class.
  private var top = 0

  init(classes pools: [Pool], offer: Int64) {
    self.pools = pools
    for (index, pool) in pools.enumerated() {
      for (name, count) in zip(pool.names, pool.accounts) {
        names += Array(repeating: name, count: count)
        poolOf += Array(repeating: index, count: count)
      }
    }
    allotted = Array(repeating: 0, count: names.count)
  }

  /// Decides what each account receives.
  ///
  /// - Parameters:
  ///   - drawn: accounts that are locked whole; they receive `locked` in all.
  ///   - lockShares: the locked part by class, where a part of each account is locked.
  ///   - abandoned: what the last accounts of the book receive in all, since they will not pay.
  mutating func plan(
    drawn: Set<Int>, locked: Shares?, lockShares: [String: Ratio], abandoned: Int64,
    _ generator: inout SHA256Generator
  ) throws(SynthesisError) {
    let defaulters = defaulterCount(abandoned)
    let firstDefaulter = names.count - defaulters
    guard let top = names.indices.first(where: { names[$0] == names[0] && !drawn.contains($0) }),
      top < firstDefaulter
    else { throw .totalsImpossible("too few offline accounts") }
    self.top = top
    for (index, pool) in pools.enumerated() {
      let members = names.indices.filter { poolOf[$0] == index }
      let own = members.filter { $0 >= firstDefaulter && !drawn.contains($0) }
      let lots = members.filter { drawn.contains($0) }
      let rest = members.filter { $0 < firstDefaulter && !drawn.contains($0) }
      let drawnSum =
        lots.isEmpty ? 0 : locked?.count ?? pool.offer / Int64(members.count) * Int64(lots.count)
      let ownSum = own.isEmpty ? 0 : abandoned
      let restSum = pool.offer - pool.odd - drawnSum - ownSum
      guard restSum >= Int64(rest.count), drawnSum >= Int64(lots.count) else {
        throw .totalsImpossible("the offline totals leave too little for \(rest.count) accounts")
      }
      spread(restSum, over: rest, &generator)
      spread(drawnSum, over: lots, &generator)
      spread(ownSum, over: own, &generator)
    }
    if let locked, !lockShares.isEmpty {
      try tune(to: locked.count, lockShares, fixedFrom: firstDefaulter, &generator)
    }
  }

  /// How many accounts at the end of the book have to default, each about as large as the mean.
  private func defaulterCount(_ abandoned: Int64) -> Int {
    guard abandoned > 0, let pool = pools.last else { return 0 }
    let mean = max(1, pool.offer / Int64(max(1, pool.count)))
    return Int((abandoned + mean - 1) / mean)
  }

  /// Parts of half to one and a half the mean; the top account twice as large as any.
  private mutating func spread(
    _ sum: Int64, over members: [Int], _ generator: inout SHA256Generator
  ) {
    let weights = members.map { member in
      Int64(generator.below(1_001) + 500) + (member == top ? 3_000 : 0)
    }
    for (member, part) in zip(members, ShareSplit.proportional(sum, weights)) {
      allotted[member] = part
    }
  }

  /// Moves a few shares between accounts of one class until the locked parts, each rounded up, sum
  /// to `target`. A move changes the sum by one at most, so the way there is short.
  private mutating func tune(
    to target: Int64, _ shares: [String: Ratio], fixedFrom end: Int,
    _ generator: inout SHA256Generator
  ) throws(SynthesisError) {
    func locked(_ account: Int, _ shares: [String: Ratio], _ value: Int64) -> Int64 {
      let share = shares[names[account]] ?? .zero
      let whole = value + (account == top ? oddShares : 0)
      return Int64(
        divide(Int128(whole) * Int128(share.numerator), by: Int128(share.denominator), .up))
    }
    var missing = target
    for account in names.indices { missing -= locked(account, shares, allotted[account]) }
    var attempts = 0
    while missing != 0 {
      attempts += 1
      guard attempts < Self.attemptsMax else {
        throw .totalsImpossible("no book of \(names.count) accounts locks \(target) shares")
      }
      let giver = Int(generator.below(UInt64(end)))
      let taker = Int(generator.below(UInt64(end)))
      let moved = Int64(1 + generator.below(9))
      guard giver != taker, names[giver] == names[taker], giver != top, taker != top,
        allotted[giver] > moved
      else { continue }
      let before =
        locked(giver, shares, allotted[giver]) + locked(taker, shares, allotted[taker])
      let after =
        locked(giver, shares, allotted[giver] - moved)
        + locked(taker, shares, allotted[taker] + moved)
      guard (missing - (after - before)).magnitude < missing.magnitude else { continue }
      allotted[giver] -= moved
      allotted[taker] += moved
      missing -= after - before
    }
  }

  /// A target that can be met takes some moves an account; this many tell that it cannot.
  private static let attemptsMax = 5_000_000

  private var oddShares: Int64 { pools.reduce(0) { $0 + $1.odd } }

  /// Bids whose pro rata share, rounded down, is what each account shall receive, and that sum to
  /// each pool's demand.
  func bids() throws(SynthesisError) -> [Int64] {
    var bids = [Int64](repeating: 0, count: names.count)
    for (index, pool) in pools.enumerated() {
      let members = names.indices.filter { poolOf[$0] == index }
      var left = pool.demand
      var slack = [Int64](repeating: 0, count: members.count)
      for (position, account) in members.enumerated() {
        let least = Self.bid(for: allotted[account], pool)
        bids[account] = least
        slack[position] = Self.bid(for: allotted[account] + 1, pool) - 1 - least
        left -= least
      }
      let room = slack.reduce(0, +)
      guard left >= 0, left <= room else {
        throw .totalsImpossible("no bids of \(pool.demand) shares are allotted \(pool.offer)")
      }
      var given: Int64 = 0
      var seen: Int64 = 0
      for (position, account) in members.enumerated() {
        seen += slack[position]
        let share = room == 0 ? 0 : Int64(Int128(left) * Int128(seen) / Int128(room)) - given
        bids[account] += share
        given += share
      }
    }
    return bids
  }

  /// The least bid that is allotted `shares`.
  private static func bid(for shares: Int64, _ pool: Pool) -> Int64 {
    Int64(divide(Int128(shares) * Int128(pool.demand), by: Int128(pool.offer), .up))
  }
}

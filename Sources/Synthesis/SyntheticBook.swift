import Bookbuilding
import Lottery
import Offerings
import Quantities
import Rulebooks

/// A whole book while it is made: who quotes, at which prices, and what is wrong with the quotes that shall
/// not be valid. Begins with the effective bids' classes and quantities, which the allotment decides.
///
/// Investors are numbered: first those with an effective bid, then those whose bids are all removed, then
/// those that bid too low alone, at last those without a valid bid.
struct SyntheticBook {
  private let targets: BookTargets
  private let terms: BookTerms
  private var classes: ClassPool
  private var generator: SHA256Generator
  /// The effective quotes, in their order.
  private(set) var effective: [SyntheticQuote] = []
  /// All others, in no order.
  private(set) var others: [SyntheticQuote] = []
  /// The prices that each investor may quote another bid at.
  private var prices: [Int: Int64] = [:]
  private let onlyRemoved: Int
  private let onlyBelow: Int

  init(
    _ targets: BookTargets, _ terms: BookTerms, _ offering: Offering, accounts: SteppedAccounts,
    _ generator: SHA256Generator
  ) throws(SynthesisError) {
    // Who quotes at the cut, or too low, quotes effectively as well.
    guard terms.rules.pricesPerInvestor >= 2 else {
      throw .totalsImpossible(
        "a whole book is made only where an investor may quote two prices: found "
          + "book.prices_per_investor \(terms.rules.pricesPerInvestor)")
    }
    self.targets = targets
    self.terms = terms
    self.generator = generator
    classes = ClassPool(offering, accounts.names)
    let spare = targets.investors.valid - targets.investors.effective
    // The investor of the lowest removed price has effective bids too.
    onlyRemoved = min(
      max(0, targets.removed.accounts - 1),
      targets.below.accounts == 0 ? spare : spare - min(targets.below.accounts, (spare + 1) / 2))
    onlyBelow = spare - onlyRemoved
    guard onlyBelow >= 0, onlyBelow <= targets.below.accounts else {
      throw .totalsImpossible(
        "\(spare) investors without an effective bid: found \(targets.removed.accounts) removed and "
          + "\(targets.below.accounts) low accounts for them")
    }
    try quoteEffective(accounts)
    try quoteInvalid()
  }

  /// How many investors have effective bids.
  private var houses: Int { targets.investors.effective }

  /// The lowest price that an investor may quote beside the lowest removed one.
  private var floor: Int64 {
    guard let spread = terms.rules.priceSpread else { return targets.price }
    let ratio = Int128(spread.numerator + spread.denominator)
    let tick = terms.tick.fen
    let least = divide(Int128(targets.cut + tick) * Int128(spread.denominator), by: ratio, .up)
    return max(targets.price, (Int64(least) + tick - 1) / tick * tick)
  }

  // MARK: Effective bids, and beside them what is removed and what is too low

  private mutating func quoteEffective(_ accounts: SteppedAccounts) throws(SynthesisError) {
    let owners = try classes.owners(houses, &generator)
    others = try removedQuotes(investor: owners[accounts.top])
    let beside = houses > 1 ? (owners[accounts.top] + 1) % houses : owners[accounts.top]
    let below = try belowQuotes(beside: beside)
    let tick = terms.tick.fen
    let highest = targets.removed.accounts > 0 ? targets.cut - tick : targets.cut
    var slots = PriceSlots(within: floor...max(floor, highest), tick: tick)
    var slotsOf: [[Int]] = []
    for house in 0..<houses {
      let base = draw(from: highest, isLongTerm: classes.isFirst(house))
      // Every fourth house has two opinions.
      let other = base - tick * Int64(generator.below(UInt64(max(1, base / tick / 60))))
      let hasTwo = generator.below(4) == 0 && house != owners[accounts.top] && house != beside
      slotsOf.append(hasTwo ? [slots.add(base), slots.add(other)] : [slots.add(base)])
    }
    var fixed: (cost: Int128, steps: Int64) = (0, 0)
    func fix(_ price: Int64, _ steps: Int64) {
      fixed.cost += Int128(price) * Int128(steps)
      fixed.steps += steps
    }
    var slotOf: [Int?] = []
    for (account, steps) in accounts.steps.enumerated() {
      if owners[account] == owners[accounts.top], steps == targets.keptFrom,
        targets.removed.accounts > 0
      {
        slotOf.append(nil)
        fix(targets.cut, steps)
        continue
      }
      let own = slotsOf[owners[account]]
      let slot = own[Int(generator.below(UInt64(own.count)))]
      slots.quote(steps, at: slot)
      slotOf.append(slot)
    }
    for quote in below { fix(quote.price / 10_000, quote.shares / targets.step) }
    if let mean = targets.lowestNumber { try slots.steer(to: mean, beside: fixed) }
    for (account, slot) in slotOf.enumerated() {
      effective.append(
        SyntheticQuote(
          investor: owners[account], investorClass: accounts.names[account],
          price: (slot.map { slots.prices[$0] } ?? targets.cut) * 10_000,
          shares: accounts.steps[account] * targets.step, isFirst: account == accounts.top))
    }
    for quote in effective { prices[quote.investor] = quote.price }
    others += below
  }

  /// A price below `highest`: most of them near it, the long-term funds nearer.
  private mutating func draw(from highest: Int64, isLongTerm: Bool) -> Int64 {
    let room = Int128(highest - floor)
    let draw = Int128(generator.below(1_000))
    let part = isLongTerm ? draw * draw * draw / 1_000_000 : draw * draw / 1_000
    let tick = terms.tick.fen
    return highest - Int64(room * part / 1_000) / tick * tick
  }

  /// The block that is to go: bids at its lowest price, smaller than those that stay there, and bids above.
  private mutating func removedQuotes(investor: Int) throws(SynthesisError) -> [SyntheticQuote] {
    let count = targets.removed.accounts
    guard count > 0 else { return [] }
    let atCut = onlyRemoved == 0 ? count : max(1, min(count - onlyRemoved, count / 10))
    let smaller =
      targets.quantities
      .lowerBound...max(
        targets.quantities.lowerBound, min(targets.keptFrom.map { $0 - 1 } ?? .max, most))
    var bounds = Array(repeating: smaller, count: atCut)
    bounds += Array(repeating: targets.quantities, count: count - atCut)
    let steps = try BoundedSplit.proportional(
      targets.removed.steps, BoundedSplit.weights(count, &generator), in: bounds,
      of: "the steps of removed bids")
    let owners = try split(count - atCut, among: onlyRemoved)
    let tick = terms.tick.fen
    let opinions = (0..<onlyRemoved).map { place -> Int64 in
      let room = max(1, (targets.ends.highest - targets.cut) / tick)
      let draw = Int64(generator.below(1_000))
      return place == 0
        ? targets.ends.highest : targets.cut + tick * max(1, room * draw * draw / 1_600_000)
    }
    return steps.enumerated().map { place, steps in
      let owner = place < atCut ? nil : owners[place - atCut]
      let investor = owner.map { houses + $0 } ?? investor
      return SyntheticQuote(
        investor: investor,
        investorClass: owner == nil
          ? classes.firstClass : classes.anyClass(&generator),
        price: (owner.map { opinions[$0] } ?? targets.cut) * 10_000, shares: steps * targets.step)
    }
  }

  private var most: Int64 { targets.quantities.upperBound }

  /// Bids below the price: of investors that quote nothing else, or of one with effective bids.
  private mutating func belowQuotes(beside house: Int) throws(SynthesisError) -> [SyntheticQuote] {
    let count = targets.below.accounts
    guard count > 0 else { return [] }
    let steps = try BoundedSplit.proportional(
      targets.below.steps, BoundedSplit.weights(count, &generator), each: targets.quantities,
      of: "the steps of bids below the price")
    let owners = try split(count, among: max(1, onlyBelow))
    let tick = terms.tick.fen
    let room = UInt64(max(1, (targets.price - targets.ends.lowest) / tick))
    let opinions = (0..<max(1, onlyBelow)).map { place -> Int64 in
      place == 0
        ? targets.ends.lowest : targets.price - tick * Int64(1 + generator.below(room))
    }
    return zip(steps, owners).map { steps, owner in
      SyntheticQuote(
        investor: onlyBelow == 0 ? house : houses + onlyRemoved + owner,
        investorClass: classes.lastClass,
        price: (onlyBelow == 0 ? max(targets.ends.lowest, targets.price - tick) : opinions[owner])
          * 10_000, shares: steps * targets.step)
    }
  }

  /// Each of `count` bids to one of the investors, each of whom has one at least.
  private mutating func split(_ count: Int, among investors: Int) throws(SynthesisError) -> [Int] {
    guard investors > 0 else { return Array(repeating: 0, count: count) }
    let sizes = try BoundedSplit.proportional(
      Int64(count), BoundedSplit.weights(investors, &generator), each: 1...Int64(max(1, count)),
      of: "bids of investors")
    return sizes.enumerated().flatMap { Array(repeating: $0, count: Int($1)) }
  }

  // MARK: Bids that shall not be valid

  private mutating func quoteInvalid() throws(SynthesisError) {
    let count = targets.invalid.accounts
    guard count > 0 else { return }
    let strangers = targets.investors.received - targets.investors.valid
    let known = targets.investors.invalid - strangers
    guard strangers >= 0, (0...houses).contains(known), targets.investors.invalid <= count else {
      throw .totalsImpossible(
        "\(targets.investors.invalid) investors with \(count) invalid accounts, \(strangers) of them "
          + "without a valid one")
    }
    let faults = FaultCycle(targets, terms, classes).take(count)
    var bounds = faults.map { $0.bounds(targets) }
    let total = targets.invalid.steps
    if let last = bounds.indices.last, bounds.reduce(0, { $0 + $1.lowerBound }) > total {
      // What little there is to quote is quoted below the least.
      bounds[last] = 1...bounds[last].upperBound
    }
    let steps = try BoundedSplit.proportional(
      total, BoundedSplit.weights(count, &generator), in: bounds, of: "the steps of invalid bids")
    let owners = try split(count, among: targets.investors.invalid)
    let start = Int(generator.below(UInt64(houses)))
    var halves = 0
    for (place, fault) in faults.enumerated() {
      let owner = owners[place]
      let investor =
        owner < known
        ? (start + owner) % houses : houses + onlyRemoved + onlyBelow + owner - known
      let base = prices[investor] ?? (targets.price + terms.tick.fen) * 10_000
      prices[investor] = base
      var shares = steps[place] * targets.step
      if fault == .offStep {
        shares += halves.isMultiple(of: 2) ? targets.step / 2 : -(targets.step / 2)
        halves += 1
      }
      others.append(
        SyntheticQuote(
          investor: investor, investorClass: classes.anyClass(&generator),
          price: fault == .offTick ? base + terms.tick.fen * 5_000 : base, shares: shares,
          fault: fault))
    }
  }
}

extension SyntheticQuote.Fault {
  /// What a bid with this fault quotes, in steps.
  fileprivate func bounds(_ targets: BookTargets) -> ClosedRange<Int64> {
    let (least, most) = (targets.quantities.lowerBound, targets.quantities.upperBound)
    switch self {
    case .aboveMaximum: return (most + 1)...(most + 10)
    case .belowMinimum: return 1...(least - 1)
    case .offStep: return (least + 1)...max(least + 1, most - 1)
    default: return least...most
    }
  }
}

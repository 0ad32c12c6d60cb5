import Bookbuilding
import Inputs
import Offerings
import Quantities
import Rulebooks

/// The totals that a synthetic book has to meet: published figures, then what `generate.book` chose, then
/// what is usual. Shares are counted in the book's steps.
struct BookTargets {
  /// Accounts and what they quote.
  struct Part {
    var accounts: Int
    var steps: Int64
  }

  /// Shares of one step; the least and the most of a bid in steps.
  let step: Int64
  let quantities: ClosedRange<Int64>
  /// Whether the deal itself states the most.
  let isLimited: Bool
  let invalid: Part
  let removed: Part
  let below: Part
  let effective: Part
  /// Investors that quoted, with a valid bid, with an invalid one, with an effective one.
  let investors: (received: Int, valid: Int, invalid: Int, effective: Int)
  /// The issue price, the lowest price of the removed block, and the ends of all quotes, in fen.
  let price: Int64
  let cut: Int64
  let ends: (lowest: Int64, highest: Int64)
  /// Bids at the lowest removed price stay from this quantity on; nil where none of them stays.
  let keptFrom: Int64?
  /// The lowest of the four numbers as it is printed, in hundredths of a fen.
  let lowestNumber: Int64?

  init(
    _ file: OfferingFile, _ terms: BookTerms, price: Price, accounts: Int, demand: Shares
  ) throws {
    let figures = Figures(file, step: terms.step.count)
    step = terms.step.count
    let effective = Part(
      accounts: try figures.count("effective_accounts") ?? accounts,
      steps: try figures.steps("effective_shares") ?? figures.steps(demand.count, "effective"))
    guard effective.accounts > 0, effective.steps > 0 else {
      throw SynthesisError.totalsImpossible("an inquiry needs an effective bid")
    }
    self.effective = effective
    let mean = max(1, effective.steps / Int64(effective.accounts))
    let least = (terms.minimum.count + step - 1) / step
    guard terms.minimum.count.isMultiple(of: step) else {
      throw SynthesisError.totalsImpossible(
        "the least quantity \(terms.minimum) is no multiple of the step \(terms.step)")
    }
    isLimited = terms.maximum != nil
    let most = terms.maximum.map { $0.count / terms.step.count } ?? mean * 3
    quantities = least...max(least, most)
    let valid = (
      accounts: try figures.count("book_valid_accounts"),
      steps: try figures.steps("book_valid_shares")
    )
    let usualBelow = effective.accounts / 200
    let rule = BlockRule(terms, valid: valid.steps)
    let removedSteps =
      try figures.steps("book_removed_shares")
      ?? rule.block(remaining: effective.steps + Int64(usualBelow) * mean)
    let belowSteps =
      valid.steps.map { $0 - removedSteps - effective.steps } ?? Int64(usualBelow) * mean
    let removedAccounts =
      try figures.count("book_removed_accounts")
      ?? Int(min(max(removedSteps / mean, removedSteps > 0 ? 1 : 0), removedSteps / least))
    let belowAccounts =
      valid.accounts.map { $0 - removedAccounts - effective.accounts } ?? usualBelow
    guard belowSteps >= 0, belowAccounts >= 0 else {
      throw SynthesisError.totalsImpossible(
        "the valid bids are fewer than the removed and the effective ones")
    }
    removed = Part(accounts: removedAccounts, steps: removedSteps)
    below = Part(accounts: belowAccounts, steps: belowSteps)
    let invalidAccounts = try Self.invalidAccounts(figures, valid.accounts, effective.accounts)
    invalid = Part(
      accounts: invalidAccounts,
      steps: try figures.steps("book_invalid_shares")
        ?? valid.steps.flatMap { valid in
          try figures.steps("book_received_shares").map { $0 - valid }
        } ?? Int64(invalidAccounts) * mean)
    investors = try Self.investors(
      figures, terms, effective.accounts, removedAccounts, belowAccounts, invalidAccounts)
    self.price = price.fen
    let tick = terms.tick.fen
    cut =
      try figures.price("book_removed_price") ?? price.fen + max(2, price.fen / tick / 14) * tick
    ends = (
      lowest: try figures.price("book_lowest_price")
        ?? max(tick, price.fen - price.fen / tick / 10 * tick),
      highest: try figures.price("book_highest_price") ?? cut + max(1, cut / tick / 8) * tick
    )
    keptFrom = try figures.steps("book_removed_below_shares")
    lowestNumber = try figures.parts("four_numbers_lowest", decimals: 4)
  }

  private static func invalidAccounts(
    _ figures: Figures, _ valid: Int?, _ effective: Int
  ) throws -> Int {
    if let stated = try figures.count("book_invalid_accounts") { return stated }
    if let valid, let received = try figures.count("book_received_accounts") {
      return received - valid
    }
    return effective / 300
  }

  private static func investors(
    _ figures: Figures, _ terms: BookTerms, _ effective: Int, _ removed: Int, _ below: Int,
    _ invalid: Int
  ) throws -> (received: Int, valid: Int, invalid: Int, effective: Int) {
    let houses =
      try figures.count("effective_investors")
      ?? min(effective, max(terms.minimumBidders, effective / 28))
    let valid =
      try figures.count("book_valid_investors")
      ?? houses + (removed > 1 ? min(removed - 1, houses / 27) : 0) + (below > 0 ? 1 : 0)
    let received =
      try figures.count("book_received_investors") ?? valid + (invalid > 1 ? 1 : 0)
    let faulty =
      try figures.count("book_invalid_investors")
      ?? min(invalid, received - valid + invalid * 2 / 3)
    return (received, valid, faulty, houses)
  }
}

extension BookTargets {
  /// What published figures and the folder's choices say of a book.
  private struct Figures {
    private let texts: [String: String]
    private let step: Int64

    init(_ file: OfferingFile, step: Int64) {
      var texts = file.generate.book
      for figure in file.published { texts[figure.name] = figure.value }
      self.texts = texts
      self.step = step
    }

    func parts(_ name: String, decimals: Int) throws(SynthesisError) -> Int64? {
      guard let text = texts[name] else { return nil }
      guard let value = try? DecimalText.parse(text, decimals: decimals, as: name) else {
        throw .totalsImpossible("\(name) \"\(text)\" is no such number")
      }
      return value
    }

    func count(_ name: String) throws(SynthesisError) -> Int? {
      try parts(name, decimals: 0).map { Int($0) }
    }

    func price(_ name: String) throws(SynthesisError) -> Int64? {
      try parts(name, decimals: 2)
    }

    func steps(_ name: String) throws(SynthesisError) -> Int64? {
      guard let shares = try parts(name, decimals: 0) else { return nil }
      return try steps(shares, name)
    }

    func steps(_ shares: Int64, _ name: String) throws(SynthesisError) -> Int64 {
      guard shares.isMultiple(of: step) else {
        throw .totalsImpossible("\(name) of \(shares) shares is off the step of \(step)")
      }
      return shares / step
    }
  }

  /// How large the removed block is where nobody published it.
  private struct BlockRule {
    let aim: Ratio?
    let stop: EliminationRule.Stop
    let valid: Int64?

    init(_ terms: BookTerms, valid: Int64?) {
      aim = terms.elimination
      stop = terms.rules.elimination.stop
      self.valid = valid
    }

    /// The block in steps: as large as the rule lets it come near its share. What is left of the share is
    /// less than a step, so that no account more or less would do.
    func block(remaining: Int64) -> Int64 {
      guard let aim, aim < .one else { return 0 }
      let rounding: Rounding = stop == .under ? .down : .up
      let top = Int128(aim.numerator)
      guard let valid else {
        return Int64(
          divide(Int128(remaining) * top, by: Int128(aim.denominator) - top, rounding))
      }
      return Int64(divide(Int128(valid) * top, by: Int128(aim.denominator), rounding))
    }
  }
}

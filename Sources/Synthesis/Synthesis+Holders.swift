import Issuance
import Lottery
import Offerings
import Quantities
import Rulebooks

extension Synthesis {
  /// Strategic investors who pay exactly what they owe: the sponsor's company with its tier's shares where
  /// the board always asks for one, and others with the rest.
  ///
  /// - Throws: `SynthesisError.totalsImpossible` where the total is below what the sponsor takes.
  func strategicRows(_ final: Shares) throws -> RowText {
    var rows = RowText("account,category,shares,paid,lock_months")
    func add(_ account: String, _ category: String, _ shares: Shares) throws {
      let amount = try priced.price * shares
      let brokerage = try amount.times(offering.terms.fees.brokerage, .halfUp)
      rows.append(
        account, category, String(shares.count), try (amount + brokerage).canonical, "")
    }
    let sponsor = try sponsorShares(of: final)
    if sponsor > .zero { try add("SPONSOR", "sponsor", sponsor) }
    let limit =
      offering.terms.inquiry == nil
      ? nil : offering.rules.strategic.limit(forIssue: offering.terms.shares.total)?.investors
    let others = min(4, (limit ?? 4) - rows.count)
    let rest = try final - sponsor
    guard others > 0 || rest == .zero else {
      throw SynthesisError.totalsImpossible(
        "found \(rest) shares for further strategic investors, expected none: the board allows "
          + "\(counted(limit ?? 0, "investor"))")
    }
    for (index, part) in parts(of: rest, max(others, 0), "strategic").enumerated()
    where part > .zero {
      try add("STRATEGIC-\(index + 1)", "investor", part)
    }
    return rows
  }

  /// What the board makes the sponsor's company take; zero where the deal departs from that, or where
  /// what was placed before the price leaves no room for it.
  private func sponsorShares(of final: Shares) throws -> Shares {
    guard let rule = offering.rules.strategic.coInvestment, rule.occasion == .always,
      offering.terms.reason(for: .coInvestmentMissing) == nil
    else { return .zero }
    let shares = try rule.shares(of: offering.terms.shares.total, at: priced.price)
    if shares <= final { return shares }
    guard offering.terms.inquiry != nil else { return .zero }
    throw SynthesisError.totalsImpossible(
      "found \(final) strategic shares, expected the sponsor's \(shares) at least")
  }

  /// Holders from before the offering: one controller with more than half, others with the rest.
  func holderRows() throws -> RowText {
    var rows = RowText("account,shares,locked_until,reason")
    let total = offering.terms.shares.preIPO
    let controller = Shares(total.count / 2 + 1)
    rows.append("HOLDER-1", String(controller.count), "", "controller")
    let others = parts(of: Shares(total.count - controller.count), 11, "holders")
    for (index, part) in others.enumerated() where part > .zero {
      rows.append("HOLDER-\(index + 2)", String(part.count), "", "other")
    }
    return rows
  }

  /// `total` in `count` parts of weights that the generator chooses.
  private func parts(of total: Shares, _ count: Int, _ purpose: String) -> [Shares] {
    var generator = generator(purpose)
    let weights = (0..<count).map { _ in Int64(generator.below(100) + 50) }
    return ShareSplit.proportional(total.count, weights).map { Shares($0) }
  }
}

/// Divides a whole number by weights: rounded down, what is left over one by one from the front.
enum ShareSplit {
  static func proportional(_ total: Int64, _ weights: [Int64]) -> [Int64] {
    let sum = Int128(weights.reduce(0, +))
    guard sum > 0 else { return weights.map { _ in 0 } }
    var parts = weights.map { Int64(Int128(total) * Int128($0) / sum) }
    var left = total - parts.reduce(0, +)
    var index = 0
    while left > 0 {
      parts[index % parts.count] += 1
      left -= 1
      index += 1
    }
    return parts
  }
}

import Lottery
import Offerings
import Quantities

extension Synthesis {
  /// Strategic investors who pay exactly what they owe.
  func strategicRows(_ final: Shares) throws -> RowText {
    var rows = RowText("account,category,shares,paid,lock_months")
    for (index, part) in parts(of: final, 4, "strategic").enumerated() where part > .zero {
      let amount = try priced.price * part
      let brokerage = try amount.times(offering.terms.fees.brokerage, .halfUp)
      rows.append(
        "STRATEGIC-\(index + 1)", "investor", String(part.count),
        try (amount + brokerage).canonical, "")
    }
    return rows
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

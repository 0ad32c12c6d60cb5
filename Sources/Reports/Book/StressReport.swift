import Bookbuilding
import CanonicalJSON
import Clawback
import Offerings
import Pricing
import Quantities

/// `ipo book stress`: every candidate under every shock.
public struct StressReport {
  private let view: BookView
  private let stresses: [PriceStress]

  public init(_ view: BookView, _ stresses: [PriceStress]) {
    self.view = view
    self.stresses = stresses
  }

  public var text: String {
    var text = "\(view.title)\n"
    if let suspension = view.review.suspension {
      text += TextBlock.labelled("suspended", suspension.description)
    }
    for stress in stresses {
      text += "\n\(stress.test.price) yuan\n"
      text += TextBlock.table(
        ["shock", "investors", "accounts", "shares", "cover", "stands"],
        stress.outcomes.map { outcome in
          [
            outcome.shock.text, DecimalText.grouped(outcome.effective.investors, decimals: 0),
            DecimalText.grouped(outcome.effective.accounts, decimals: 0),
            "\(outcome.effective.shares)", outcome.cover.map(view.times) ?? "–",
            outcome.suspension.map { "suspended: \($0.rule)" }
              ?? outcome.reallocation.map { "yes, band \($0.band)" } ?? "yes",
          ]
        }, right: [1, 2, 3, 4])
    }
    return text
  }

  public var json: JSONValue {
    let candidates = stresses.map { stress -> JSONValue in
      [
        "price": .string(stress.test.price.canonical),
        "effective": stress.test.demand.totals.canonical,
        "shocks": .array(stress.outcomes.map(json)),
      ]
    }
    return ["candidates": .array(candidates), "suspension": view.suspension]
  }

  private func json(_ outcome: PriceStress.Outcome) -> JSONValue {
    [
      "shock": .string(outcome.shock.name), "size": .string(outcome.shock.size),
      "effective": outcome.effective.canonical,
      "cover": outcome.cover.map { .string(view.times($0)) } ?? .null,
      "band": outcome.reallocation.map { .string($0.band) } ?? .null,
      "clawback": outcome.reallocation.map { .exact($0.clawback.count) } ?? .null,
      "suspension": outcome.suspension.map { .string($0.rule) } ?? .null,
      "reason": outcome.suspension.map { .string($0.reason) } ?? .null,
    ]
  }
}

extension Shock {
  fileprivate var name: String {
    switch self {
    case .online: "online"
    case .withoutLargest: "without-top"
    case .haircut: "haircut"
    }
  }

  fileprivate var size: String {
    switch self {
    case .online(let multiple): multiple.shortDecimal
    case .withoutLargest(let count): String(count)
    case .haircut(let part): part.shortPercent
    }
  }

  fileprivate var text: String {
    switch self {
    case .online: "online \(size) times"
    case .withoutLargest(let count): "without the largest \(count)"
    case .haircut: "demand less \(size)%"
    }
  }
}

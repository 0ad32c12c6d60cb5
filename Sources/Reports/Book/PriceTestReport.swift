import Allotment
import Bookbuilding
import CanonicalJSON
import Clawback
import Offerings
import Pricing
import Quantities
import Rulebooks
import Settlement

/// `ipo book price`: the four numbers, and the candidates side by side.
public struct PriceTestReport {
  let view: BookView
  let tests: [PriceTest]

  /// So many candidates stand beside each other before the table begins again.
  private static let columns = 6

  /// - Parameter tests: of candidates that were tested alike.
  public init(_ view: BookView, _ tests: [PriceTest]) {
    self.view = view
    self.tests = tests
  }

  public var text: String {
    var text = "\(view.title)\n"
    if let numbers = view.review.fourNumbers {
      for (name, value) in numbers.all {
        text += TextBlock.labelled(
          name.replacing("_", with: " "), value.map { "\($0.yuan) yuan" } ?? "no such fund remains")
      }
      text += TextBlock.labelled("lowest of the four", "\(numbers.lowest.yuan) yuan")
    }
    if let price = view.price { text += TextBlock.labelled("price", "\(price) yuan") }
    if let suspension = view.review.suspension {
      text += TextBlock.labelled("suspended", suspension.description)
    }
    let rows = PriceTestRow.all(tests, view)
    for start in stride(from: 0, to: tests.count, by: Self.columns) {
      let part = tests[start..<min(tests.count, start + Self.columns)]
      text += "\n"
      text += TextBlock.table(
        ["yuan"] + part.map { "\($0.price)\($0.price == view.price ? "*" : "")" },
        rows.map { row in [row.label] + part.map(row.text) }, right: Set(1...Self.columns))
    }
    if tests.contains(where: { $0.price == view.price }) {
      text += "\n  * the price\n"
    }
    return text
  }

  /// A candidate a row, a test a column.
  public var csv: [UInt8] {
    let rows = PriceTestRow.all(tests, view)
    var csv = CSVText(["price"] + rows.map(\.key))
    for test in tests {
      csv.append([test.price.canonical] + rows.map { $0.plain(test) })
    }
    return csv.bytes
  }

  public func json() throws(QuantityError) -> JSONValue {
    var numbers: JSONObject = [:]
    if let found = view.review.fourNumbers {
      for (name, value) in found.all {
        numbers[name] = value.map { .string($0.fraction) } ?? .null
      }
      numbers["lowest"] = .string(found.lowest.fraction)
      numbers["lowest_yuan"] = .string(found.lowest.yuan)
    }
    var candidates: [JSONValue] = []
    for test in tests { candidates.append(try json(of: test)) }
    return [
      "four_numbers_fen": .object(numbers),
      "price": view.price.map { .string($0.canonical) } ?? .null,
      "candidates": .array(candidates), "suspension": view.suspension,
    ]
  }

  private func json(of test: PriceTest) throws(QuantityError) -> JSONValue {
    let decision = test.decision
    var body: JSONObject = [
      "price": .string(test.price.canonical), "effective": test.demand.totals.canonical,
      "kept_at_price": .integer(Int64(decision.elimination.keptAtPrice)),
      "multiple": decision.multiple.map { .string(view.times($0)) } ?? .null,
      "multiple_exact": decision.multiple.map { .string($0.fraction) } ?? .null,
      "excess_percent": decision.excess.map { .string($0.percent(places: 4)) } ?? .null,
      "market_value": .string(DecimalText.plain(decision.marketValue, decimals: 2)),
      "earnings_multiple": decision.earningsMultiple.map { .string($0.decimal(places: 2)) }
        ?? .null,
      "gross": test.proceeds.map { .string($0.gross.canonical) } ?? .null,
      "net": test.proceeds.map { .string($0.net.canonical) } ?? .null,
      "verdict": .string(test.consequence?.rawValue ?? "passes"),
      "online": .array(test.preAllotments.map { json(of: $0, at: test.price) }),
      "checks": .array(
        test.checks.map { check in
          [
            "rule": .string(check.rule), "passed": .bool(check.passed),
            "found": .string(check.found), "expected": .string(check.expected),
            "consequence": .string(check.consequence.rawValue),
          ]
        }),
    ]
    if let concentration = test.demand.concentration {
      let index = concentration.herfindahl
      body["concentration"] = [
        "top": .object(
          JSONObject(
            uniqueMembers: Concentration.sizes.enumerated().map { place, size in
              (String(size), JSONValue.string(concentration.part(place).fraction))
            })),
        "herfindahl": .string("\(index.numerator)/\(index.denominator)"),
        "points": .integer(try concentration.points()),
      ]
    }
    return .object(body)
  }

  private func json(of part: PreAllotment, at price: Price) -> JSONValue {
    let decision = part.reallocation
    let rate = view.offering.rules.rateDecimals
    return [
      "multiple": .string(part.multiple.shortDecimal), "band": .string(decision.band),
      "clawback": .exact(decision.clawback.count), "offline": .exact(decision.offline.count),
      "online": .exact(decision.online.count),
      "suspension": decision.suspension.map { .string($0.rawValue) } ?? .null,
      "cover": part.cover.map { .string(view.times($0)) } ?? .null,
      "win_rate_percent": decision.suspension == nil
        ? .string(decision.winningRate.percent(places: rate)) : .null,
      "classes": .array(
        part.classes.map { own in
          [
            "class": .string(own.demand.name), "accounts": .integer(Int64(own.demand.accounts)),
            "applied": .exact(own.demand.shares.count), "allotted": .exact(own.allotted.count),
            "ratio": .string(own.ratio.fraction),
            "percent": .string(own.ratio.percent(places: rate)),
            "locked": .exact(own.locked.count),
          ]
        }),
      "free_float": part.freeFloat.map { .exact($0.count) } ?? .null,
      "free_float_value": part.freeFloatValue(at: price).map {
        .string(DecimalText.plain($0, decimals: 2))
      } ?? .null,
    ]
  }
}

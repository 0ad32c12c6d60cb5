import Allotment
import Bookbuilding
import Clawback
import Offerings
import Pricing
import Quantities
import Rulebooks
import Settlement

/// One question of the table of candidates: its name for people and for programs, and each candidate's
/// answer.
struct PriceTestRow {
  /// The column of the CSV file.
  let key: String
  let label: String
  /// As people read it.
  let text: (PriceTest) -> String
  /// As programs read it: without separators; empty where there is no answer.
  let plain: (PriceTest) -> String

  private init(
    _ key: String, _ label: String, text: @escaping (PriceTest) -> String,
    plain: @escaping (PriceTest) -> String
  ) {
    self.key = key
    self.label = label
    self.text = text
    self.plain = plain
  }

  /// An answer that reads the same for both.
  private static func same(
    _ key: String, _ label: String, _ answer: @escaping (PriceTest) -> String?
  ) -> PriceTestRow {
    PriceTestRow(key, label, text: { answer($0) ?? "–" }, plain: { answer($0) ?? "" })
  }

  private static func number(
    _ key: String, _ label: String, decimals: Int = 0,
    _ answer: @escaping (PriceTest) -> Int128?
  ) -> PriceTestRow {
    PriceTestRow(
      key, label,
      text: { answer($0).map { DecimalText.grouped($0, decimals: decimals) } ?? "–" },
      plain: { answer($0).map { DecimalText.plain($0, decimals: decimals) } ?? "" })
  }

  /// Every row for candidates that were tested alike.
  static func all(_ tests: [PriceTest], _ view: BookView) -> [PriceTestRow] {
    demand(view) + concentration + divided(tests, view) + worth + checks(tests) + [verdict]
  }

  private static func demand(_ view: BookView) -> [PriceTestRow] {
    [
      same("cover", "cover of offline") { $0.decision.multiple.map(view.times) },
      number("investors", "effective investors") { Int128($0.demand.totals.investors) },
      number("accounts", "effective accounts") { Int128($0.demand.totals.accounts) },
      number("shares", "effective shares") { Int128($0.demand.totals.shares.count) },
      same("above_lowest_percent", "above the lowest, %") {
        $0.decision.excess?.percent(places: 2)
      },
    ]
  }

  private static var concentration: [PriceTestRow] {
    Concentration.sizes.enumerated().map { place, size in
      same("top_\(size)_percent", "largest \(size), %") {
        $0.demand.concentration?.part(place).percent(places: 2)
      }
    } + [
      number("herfindahl_points", "Herfindahl, of 10,000") {
        (try? $0.demand.concentration?.points()).map { Int128($0) }
      }
    ]
  }

  /// What every supposed online demand would lead to.
  private static func divided(_ tests: [PriceTest], _ view: BookView) -> [PriceTestRow] {
    let multiples = tests.first?.preAllotments.map(\.multiple) ?? []
    return multiples.enumerated().flatMap { place, multiple in
      let name = multiple.shortDecimal
      let key = "online_\(name)_"
      func of(_ test: PriceTest) -> PreAllotment { test.preAllotments[place] }
      var rows = [
        PriceTestRow(
          key + "band", "online \(name) times: band",
          text: { of($0).stands?.band ?? "suspended" },
          plain: { of($0).reallocation.suspension?.rawValue ?? of($0).reallocation.band }),
        number(key + "clawback", "  clawback") { of($0).stands.map { Int128($0.clawback.count) } },
        number(key + "offline", "  offline") { of($0).stands.map { Int128($0.offline.count) } },
        number(key + "online", "  online") { of($0).stands.map { Int128($0.online.count) } },
        same(key + "offline_cover", "  cover of offline") { of($0).cover.map(view.times) },
      ]
      rows += view.review.terms.classes.map { name in
        same(key + "class_\(name)_percent", "  class \(name), %") { test in
          of(test).classes.first { $0.demand.name == name }?.ratio
            .percent(places: view.offering.rules.rateDecimals)
        }
      }
      return rows + [
        same(key + "rate_percent", "  winning rate, %") { test in
          of(test).stands?.winningRate.percent(places: view.offering.rules.rateDecimals)
        },
        number(key + "locked", "  offline locked") { test in
          of(test).freeFloat.map { _ in Int128(of(test).offlineLocked.count) }
        },
        number(key + "free_float", "  free at listing") {
          of($0).freeFloat.map { Int128($0.count) }
        },
        number(key + "free_float_value", "  free, yuan", decimals: 2) {
          of($0).freeFloatValue(at: $0.price)
        },
      ]
    }
  }

  private static var worth: [PriceTestRow] {
    [
      number("market_value", "market value, yuan", decimals: 2) { $0.decision.marketValue },
      same("earnings_multiple", "price-earnings") {
        $0.decision.earningsMultiple?.decimal(places: 2)
      },
      number("gross", "gross, yuan", decimals: 2) { $0.proceeds.map { Int128($0.gross.fen) } },
      number("net", "net, yuan", decimals: 2) { $0.proceeds.map { Int128($0.net.fen) } },
    ]
  }

  private static func checks(_ tests: [PriceTest]) -> [PriceTestRow] {
    var rules: [String] = []
    for check in tests.flatMap(\.checks) where !rules.contains(check.rule) {
      rules.append(check.rule)
    }
    return rules.map { rule in
      same(rule, rule) { test in
        test.checks.first { $0.rule == rule }.map {
          $0.passed ? "passed" : $0.consequence.rawValue
        }
      }
    }
  }

  private static var verdict: PriceTestRow {
    same("verdict", "verdict") { $0.consequence?.rawValue ?? "passes" }
  }
}

extension PreAllotment {
  /// The decision where the issue goes on.
  fileprivate var stands: Reallocation? {
    reallocation.suspension == nil ? reallocation : nil
  }
}

extension Ratio {
  /// A multiple with as many decimals (at most 5) as it needs: "40", "0.5".
  var shortDecimal: String {
    var text = decimal(places: 5)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}

import CanonicalJSON
import Quantities
import Reconciliation
import TradingDays

extension PlacedBreak {
  /// The break as the journal holds it: without the words for people, which another program, or a later
  /// one, would choose otherwise.
  var body: JSONObject {
    [
      "side": .string(side.rawValue), "kind": .string(found.kind.rawValue),
      "key": .string(found.key), "ledger": .init(found.ledger), "other": .init(found.other),
      "difference": .init(found.difference),
    ]
  }

  /// Reads such a body; nil where it is none.
  init?(body: JSONValue) {
    guard let side = body["side"]?.stringValue.flatMap(ReconciliationSide.init(rawValue:)),
      let kind = body["kind"]?.stringValue.flatMap(BreakKind.init(rawValue:)),
      let key = body["key"]?.stringValue,
      let ledger = Self.value(body["ledger"]), let other = Self.value(body["other"]),
      let difference = Self.value(body["difference"])
    else { return nil }
    var distance = difference
    // Days between two ends are written as shares are: the sides tell which it is.
    if case .shares(let count)? = difference, ledger.isDay || other.isDay {
      distance = .days(Int(count.count))
    }
    self.init(
      side,
      Break(
        kind, key: key, ledger: ledger, other: other, difference: distance,
        cause: kind.usualCause(hasLedger: ledger != nil, hasOther: other != nil)))
  }

  /// A value by its form: money has a point, a day two dashes. The outer nil: no such form.
  private static func value(_ json: JSONValue?) -> BreakValue?? {
    guard let json else { return .none }
    if json == .null { return .some(nil) }
    guard let text = json.stringValue else { return .none }
    if let day = Day(text) { return .day(day) }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let decimals = digits.contains(".") ? 2 : 0
    guard
      let magnitude = try? DecimalText.parse(digits, decimals: decimals, as: "a side of a break")
    else { return .none }
    let amount = isNegative ? -magnitude : magnitude
    return decimals == 2 ? .money(Money(fen: amount)) : .shares(Shares(amount))
  }
}

extension JSONValue {
  fileprivate init(_ value: BreakValue?) {
    self = value.map { .string($0.canonical) } ?? .null
  }
}

extension BreakValue? {
  fileprivate var isDay: Bool { if case .day? = self { true } else { false } }
}

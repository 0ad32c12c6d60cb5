import Cryptography
import Offerings
import Quantities
import TradingDays

/// Reads the keys of one map. A fault is collected and a stand-in value returned, so that reading
/// goes on; whoever uses the values asks the fault list first.
struct MapReader {
  let node: DocumentNode
  /// What the map is called in errors: "shares" or "" for the whole document.
  let name: String
  let faults: FaultList

  /// Refuses anything but a map with keys among `known`.
  init(_ node: DocumentNode, name: String, known: [String], faults: FaultList) {
    self.node = node
    self.name = name
    self.faults = faults
    guard case .map(let members, _) = node else {
      faults.add(
        InputFault("notAMap", at: node.place, found: node.summary, expected: "a map of keys"))
      return
    }
    for member in members where !known.contains(member.key) {
      faults.add(
        InputFault(
          "unknownKey", at: member.place, found: "\"\(path(member.key))\"",
          expected: "one of \(known.joined(separator: ", "))"))
    }
  }

  func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

  func has(_ key: String) -> Bool { node[key] != nil }

  /// The text of a scalar; where `fallback` is nil the key is required.
  func text(_ key: String, or fallback: String? = nil) -> String {
    guard let value = node[key] else {
      if let fallback { return fallback }
      faults.add(
        InputFault(
          "missingKey", at: node.place, found: "no \"\(path(key))\"", expected: "this key"))
      return ""
    }
    guard case .scalar(let text, _) = value else {
      faults.add(
        InputFault("notAScalar", at: value.place, found: value.summary, expected: "one value"))
      return ""
    }
    return text
  }

  /// A value read by `parse`, which gives nil or throws where the text is not one.
  func value<Value>(
    _ key: String, or fallback: Value, required: Bool = false, expected: String, rule: String,
    parse: (String) throws -> Value?
  ) -> Value {
    if !required, !has(key) { return fallback }
    let before = faults.count
    let text = text(key)
    guard faults.count == before else { return fallback }
    do {
      if let value = try parse(text) { return value }
      report(rule, key, text, expected)
    } catch let error as QuantityError {
      switch error {
      case .malformed(_, let expected): report(rule, key, text, expected)
      case .overflow: report(rule, key, text, expected + " within 64 bits")
      }
    } catch {
      report(rule, key, text, expected)
    }
    return fallback
  }

  /// A value that may be missing, nil then; nil with a fault where the text is not one.
  func optional<Value>(
    _ key: String, required: Bool = false, expected: String, rule: String,
    parse: (String) throws -> Value?
  ) -> Value? {
    value(key, or: Value?.none, required: required, expected: expected, rule: rule) { text in
      try parse(text).map(Optional.some)
    }
  }

  func shares(_ key: String, or fallback: Shares? = nil) -> Shares {
    value(
      key, or: fallback ?? .zero, required: fallback == nil, expected: "a whole number of shares",
      rule: "malformedShares"
    ) { try Shares(parsing: $0) }
  }

  func money(_ key: String, or fallback: Money? = nil) -> Money {
    value(
      key, or: fallback ?? .zero, required: fallback == nil,
      expected: "an amount in yuan with at most 2 decimals", rule: "malformedAmount"
    ) { try Money(parsing: $0) }
  }

  func percent(_ key: String, or fallback: Ratio? = nil) -> Ratio {
    value(
      key, or: fallback ?? .zero, required: fallback == nil, expected: "a percentage from 0 to 100",
      rule: "malformedPercent"
    ) { text in
      let ratio = try Ratio(percent: text)
      return ratio <= .one ? ratio : nil
    }
  }

  func day(_ key: String) -> Day {
    value(
      key, or: Day.earliest, required: true, expected: "a day YYYY-MM-DD", rule: "malformedDay"
    ) { Day($0) }
  }

  func integer(_ key: String, or fallback: Int64? = nil, in range: ClosedRange<Int64>) -> Int64 {
    value(
      key, or: fallback ?? range.lowerBound, required: fallback == nil,
      expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      rule: "malformedInteger"
    ) { text in
      let number = try DecimalText.parse(text, decimals: 0, as: "a whole number")
      return range.contains(number) ? number : nil
    }
  }

  func name(_ key: String, or fallback: AccountName) -> AccountName {
    value(key, or: fallback, expected: AccountName.expectation, rule: "malformedName") {
      AccountName($0)
    }
  }

  func digest(_ key: String) -> Digest? {
    optional(key, expected: "64 lower-case hex digits", rule: "malformedDigest") {
      Digest(hex: $0)
    }
  }

  /// The items of a list; none where the key is missing.
  func list(_ key: String) -> [DocumentNode] {
    guard let value = node[key] else { return [] }
    guard case .list(let items, _) = value else {
      faults.add(
        InputFault("notAList", at: value.place, found: value.summary, expected: "a list"))
      return []
    }
    return items
  }

  /// The texts of a list of scalars.
  func texts(_ key: String) -> [String] {
    list(key).map { item in
      guard case .scalar(let text, _) = item else {
        faults.add(
          InputFault("notAScalar", at: item.place, found: item.summary, expected: "one value"))
        return ""
      }
      return text
    }
  }

  func report(_ rule: String, _ key: String, _ found: String, _ expected: String) {
    faults.add(
      InputFault(
        rule, at: node[key]?.place ?? node.place, found: "\(path(key)) \"\(found)\"",
        expected: expected))
  }
}

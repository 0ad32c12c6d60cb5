import CanonicalJSON
import Lottery
import Quantities
import Rulebooks
import TradingDays

/// Reads a rulebook's YAML file: a shipped one or the user's own (Specs/rulebooks.md).
public enum RulebookFile {
  /// The rules in force on `day`: the file's, with every amendment dated up to that day. Without a
  /// day, all amendments apply.
  public static func read(
    _ bytes: [UInt8], file: String, on day: Day?
  ) throws(InputRefusal) -> Rulebook {
    let faults = FaultList()
    let root = MapReader(
      try YAMLDocument.parse(bytes, file: file), name: "",
      known: ["id", "title", "exchange", "calendar", "in_force", "rules", "amendments"],
      faults: faults)
    var rules = readRules(root.node["rules"], root, faults)
    for amendment in root.list("amendments") {
      let reader = MapReader(
        amendment, name: "amendments", known: ["from", "rules"], faults: faults)
      let from = reader.day("from")
      let changed = readRules(amendment["rules"], reader, faults)
      guard day.map({ from <= $0 }) ?? true else { continue }
      for (rule, node) in changed {
        if let index = rules.firstIndex(where: { $0.rule.key == rule.key }) {
          rules[index] = (rule, node)
        } else {
          rules.append((rule, node))
        }
      }
    }
    let id = root.text("id")
    let title = root.text("title")
    let exchange = root.value(
      "exchange", or: Exchange.sse, required: true, expected: "SSE or SZSE",
      rule: "unknownExchange"
    ) { Exchange(rawValue: $0) }
    let calendar = root.text("calendar")
    let inForce = readPeriod(root, faults)
    let values = RuleValues(
      reading: DocumentNode.map(
        rules.map { .init(key: $0.rule.key, place: $0.node.place, value: $0.node) },
        root.node["rules"]?.place ?? root.node.place), faults: faults)
    try faults.check()
    return Rulebook(
      id: id, title: title, exchange: exchange, calendar: calendar, inForce: inForce,
      rules: rules.map(\.rule), values: values)
  }

  private static func readRules(
    _ node: DocumentNode?, _ parent: MapReader, _ faults: FaultList
  ) -> [(rule: Rule, node: DocumentNode)] {
    guard let node else {
      faults.add(
        InputFault(
          "missingKey", at: parent.node.place, found: "no \"rules\"", expected: "this key"))
      return []
    }
    return node.members.map { member in
      let reader = MapReader(
        member.value, name: member.key, known: ["value", "sure", "clause"], faults: faults)
      let value = member.value["value"] ?? .scalar("", member.place)
      if member.value["value"] == nil {
        faults.add(
          InputFault(
            "missingKey", at: member.place, found: "no \"\(member.key).value\"",
            expected: "this key"))
      }
      let rule = Rule(
        key: member.key, value: value.json, confidence: readConfidence(reader),
        clause: reader.text("clause"))
      return (rule, value)
    }
  }

  private static func readConfidence(_ reader: MapReader) -> Confidence {
    reader.value(
      "sure", or: .memory, required: true, expected: "verified, seen or memory",
      rule: "unknownConfidence"
    ) { Confidence(rawValue: $0) }
  }

  private static func readPeriod(_ root: MapReader, _ faults: FaultList) -> ValidityPeriod {
    let node = root.node["in_force"] ?? .map([], root.node.place)
    let reader = MapReader(
      node, name: "in_force", known: ["from", "until", "sure", "clause"], faults: faults)
    return ValidityPeriod(
      from: reader.day("from"), until: reader.has("until") ? reader.day("until") : nil,
      confidence: readConfidence(reader), clause: reader.text("clause"))
  }
}

extension DocumentNode {
  /// The node as JSON, every scalar as text.
  var json: JSONValue {
    switch self {
    case .scalar(let text, _): .string(text)
    case .list(let items, _): .array(items.map(\.json))
    case .map(let members, _):
      .object(JSONObject(uniqueMembers: members.map { ($0.key, $0.value.json) }))
    }
  }
}

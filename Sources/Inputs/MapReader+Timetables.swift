import Rulebooks
import Timetables

/// What both files of timetables are made of.
extension MapReader {
  /// A map below a key; an empty one with a fault where it is missing.
  func map(_ key: String, known: [String]) -> MapReader {
    if !has(key) {
      faults.add(
        InputFault(
          "missingKey", at: node.place, found: "no \"\(path(key))\"", expected: "this key"))
    }
    return MapReader(
      node[key] ?? .map([], node.place), name: path(key), known: known, faults: faults)
  }

  /// Lower-case letters, digits and hyphens, a letter first, at most 32.
  func identifier(_ key: String) -> String {
    value(
      key, or: "", required: true,
      expected: "lower-case letters, digits and hyphens, a letter first, at most 32",
      rule: "malformedId"
    ) { text in
      let isLetter: (UInt8) -> Bool = { (0x61...0x7A).contains($0) }
      guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 32,
        text.utf8.allSatisfy({ isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
      else { return nil }
      return text
    }
  }

  /// How surely it is known, and from where.
  func source() -> RuleSource {
    RuleSource(
      value(
        "sure", or: .memory, required: true, expected: "verified, seen or memory",
        rule: "unknownConfidence"
      ) { Confidence(rawValue: $0) }, text("clause"))
  }

  /// Least, typical and most of one unit.
  func span() -> Span {
    let unit = value(
      "unit", or: Span.Unit.months, required: true, expected: "months, weeks or days",
      rule: "unknownUnit"
    ) { Span.Unit(rawValue: $0) }
    let range = 0...Int64(unit.limit)
    let (least, typical, most) = (
      Int(integer("least", in: range)), Int(integer("typical", in: range)),
      Int(integer("most", in: range))
    )
    if let span = Span(unit, least: least, typical: typical, most: most) { return span }
    report("unorderedSpan", "least", "\(least), \(typical), \(most)", "least ≤ typical ≤ most")
    return .nothing
  }

  /// Names that stand twice in a list of maps.
  func refuseRepeated(_ names: [String], in nodes: [DocumentNode]) {
    var seen: Set<String> = []
    for (name, node) in zip(names, nodes) where !seen.insert(name).inserted && !name.isEmpty {
      faults.add(
        InputFault(
          "duplicateId", at: node.place(of: "id"), found: "\"\(name)\" again",
          expected: "each id once"))
    }
  }
}

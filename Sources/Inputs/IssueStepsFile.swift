import Rulebooks
import Timetables

/// Reads the YAML file of an issue's steps: the shipped one or the user's own (Specs/timetable.md).
public enum IssueStepsFile {
  /// - Throws: all that is wrong with the file.
  public static func read(
    _ bytes: [UInt8], file: String
  ) throws(InputRefusal) -> IssueSteps {
    let faults = FaultList()
    let root = MapReader(
      try YAMLDocument.parse(bytes, file: file), name: "",
      known: ["id", "title", "listing", "steps"], faults: faults)
    let listing = root.map("listing", known: ["usual", "sure", "clause"])
    let usual = listing.texts("usual").map { text in
      SessionOffset(text).flatMap { $0.sessions > 0 ? $0 : nil }
        ?? listing.refused("malformedOffset", "usual", text, "T+1 to T+300")
    }
    if usual.isEmpty || zip(usual, usual.dropFirst()).contains(where: { $0 >= $1 }) {
      listing.report(
        "unorderedOffsets", "usual", usual.map(\.description).joined(separator: ", "),
        "at least one, from near to far")
    }
    let nodes = root.list("steps")
    let steps = nodes.map { step($0, faults) }
    root.refuseRepeated(steps.map(\.id), in: nodes)
    if !steps.contains(where: { $0.timing == .listing(calendarDays: 1) }) {
      root.report("noListing", "steps", "no step of listing_days 1", "the first day of trading")
    }
    let all = IssueSteps(
      id: root.text("id"), title: root.text("title"), steps: steps, usualListing: usual,
      listingSource: listing.source())
    try faults.check()
    return all
  }

  private static func step(_ node: DocumentNode, _ faults: FaultList) -> IssueStep {
    let reader = MapReader(
      node, name: "steps",
      known: [
        "id", "day", "through", "opens", "closes", "rule", "since", "listing_days", "title",
        "chinese",
        "short", "when", "sure", "clause",
      ], faults: faults)
    let kinds = ["day", "rule", "listing_days"].filter(reader.has)
    if kinds.count != 1 {
      reader.report(
        "ambiguousDay", kinds.first ?? "id", kinds.joined(separator: ", "),
        "one of day, rule and listing_days")
    }
    if !reader.has("day") {
      for key in ["through", "opens", "closes"] where reader.has(key) {
        reader.report("unusedKey", key, reader.text(key), "only beside day")
      }
    }
    let isRule = reader.has("rule")
    if !isRule, reader.has("since") {
      reader.report("unusedKey", "since", reader.text("since"), "only beside rule")
    }
    if isRule {
      for key in ["sure", "clause"] where reader.has(key) {
        reader.report("unusedKey", key, reader.text(key), "none: the rulebook says it")
      }
    }
    return IssueStep(
      id: reader.identifier("id"), title: reader.text("title"), chinese: reader.text("chinese"),
      short: reader.text("short"), timing: timing(reader),
      condition: reader.value(
        "when", or: nil,
        expected: IssueStep.Condition.allCases.map(\.rawValue).joined(separator: ", "),
        rule: "unknownCondition"
      ) { IssueStep.Condition(rawValue: $0).map(Optional.some) },
      source: isRule ? nil : reader.source())
  }

  private static func timing(_ reader: MapReader) -> IssueStep.Timing {
    if reader.has("rule") {
      return .deadline(
        reader.deadlineRule("rule") ?? .offlinePayment, since: reader.deadlineRule("since"))
    }
    if reader.has("listing_days") {
      return .listing(calendarDays: Int(reader.integer("listing_days", in: 1...3_650)))
    }
    let from = reader.offset("day", or: nil)
    let through = reader.offset("through", or: from)
    let opens = reader.clock("opens")
    let closes = reader.clock("closes")
    if through < from {
      reader.report("unorderedOffsets", "through", through.description, "\(from) or later")
    }
    if let opens, let closes, from == through, closes <= opens {
      reader.report("unorderedHours", "closes", closes.description, "after \(opens)")
    }
    return .sessions(from: from, through: through, opens: opens, closes: closes)
  }
}

extension MapReader {
  fileprivate func offset(_ key: String, or fallback: SessionOffset?) -> SessionOffset {
    value(
      key, or: fallback ?? SessionOffset(0), required: fallback == nil,
      expected: "sessions from T, \"T-6\", \"T\" or \"T+4\"", rule: "malformedOffset"
    ) { SessionOffset($0) }
  }

  fileprivate func deadlineRule(_ key: String) -> IssueStep.DeadlineRule? {
    value(
      key, or: IssueStep.DeadlineRule?.none,
      expected: IssueStep.DeadlineRule.allCases.map(\.rawValue).joined(separator: ", "),
      rule: "unknownDeadline"
    ) { IssueStep.DeadlineRule(rawValue: $0).map(Optional.some) }
  }

  fileprivate func clock(_ key: String) -> ClockTime? {
    value(
      key, or: ClockTime?.none, expected: "a time HH:MM", rule: "malformedTime"
    ) { text in ClockTime(text).map(Optional.some) }
  }

  fileprivate func refused(
    _ rule: String, _ key: String, _ found: String, _ expected: String
  ) -> SessionOffset {
    report(rule, key, found, expected)
    return SessionOffset(0)
  }
}

import CanonicalJSON
import Cryptography
import Issuance
import TradingDays

/// `ipo settle --json`: the state, every step with its lines, what is waited for, and the figures.
public enum PassageJSON {
  public static func settle(
    _ passage: Passage, recorded: [String: Int], entries: Int64, root: Digest,
    figures: [String: String]
  ) -> JSONValue {
    let steps = passage.steps.map { step -> JSONValue in
      [
        "id": .string(step.id), "title": .string(step.report.title),
        "day": step.report.day.map { .string($0.description) } ?? .null,
        "recorded": .integer(Int64(recorded[step.id] ?? 0)),
        "lines": .array(
          step.report.lines.map { ["label": .string($0.label), "value": .string($0.value)] }),
      ]
    }
    let waiting = passage.waiting.map { waiting -> JSONValue in
      [
        "step": .string(waiting.step), "needs": .string(waiting.needs),
        "until": waiting.until.map { .string($0.description) } ?? .null,
      ]
    }
    return [
      "state": .string(passage.state.rawValue), "entries": .integer(entries),
      "root": .string(root.hex), "steps": .array(steps), "waiting": .array(waiting),
      "figures": .object(
        JSONObject(uniqueMembers: figures.map { ($0.key, JSONValue.string($0.value)) })),
    ]
  }
}

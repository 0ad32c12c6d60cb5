import Audit
import CanonicalJSON
import Cryptography
import Quantities

/// Control totals for people and for programs.
public struct ControlReport {
  private let controls: [Control]

  public init(_ controls: [Control]) { self.controls = controls }

  /// A line a control, then every figure of those that do not hold, then the verdict.
  public var text: String {
    let rows = controls.map { control in
      [
        control.holds ? "holds" : "BROKEN", control.name, grouped(control.leftSum, control.unit),
        control.holds ? "" : grouped(control.leftOver, control.unit), words(control.unit),
      ]
    }
    let broken = controls.filter { !$0.holds }
    var text = TextBlock.table(
      ["", "control", "total", "left over", "unit"], rows, right: [2, 3])
    for control in broken { text += "\n" + figures(of: control) }
    return text + "\n"
      + TextBlock.labelled(
        "result",
        broken.isEmpty
          ? "\(controls.count) controls hold"
          : "BROKEN: \(broken.count) of \(controls.count) controls")
  }

  /// Both sides of one control, figure by figure, with where each comes from.
  private func figures(of control: Control) -> String {
    var rows: [[String]] = []
    for (side, figures) in [("left", control.left), ("right", control.right)] {
      rows += figures.map {
        [side, $0.name, grouped($0.value, $0.unit), source($0.source)]
      }
    }
    return "\(control.rule): \(control.name)\n"
      + TextBlock.table(["side", "figure", "value", "from"], rows, right: [2])
  }

  private func source(_ source: ControlFigure.Source) -> String {
    switch source {
    case .entries(let numbers): numbers.isEmpty ? "no entry" : "entries \(numbers)"
    case .file(let name, let digest):
      digest.map { "\(name), SHA-256 \($0.hex.prefix(16))…" } ?? "\(name), not there"
    case .terms: "the terms"
    case .decisions: "decided again"
    }
  }

  private func grouped(_ value: Int128, _ unit: ControlUnit) -> String {
    DecimalText.grouped(value, decimals: unit.decimals)
  }

  private func words(_ unit: ControlUnit) -> String {
    switch unit {
    case .money: "yuan"
    case .shares: "shares"
    case .count: ""
    }
  }

  /// `[{"rule","name","unit","holds","left_over","left":[…],"right":[…]},…]`; values are strings in
  /// canonical decimal.
  public var json: JSONValue {
    .array(
      controls.map { control in
        [
          "rule": .string(control.rule), "name": .string(control.name),
          "unit": .string(control.unit.rawValue), "holds": .bool(control.holds),
          "left_over": .string(
            DecimalText.plain(control.leftOver, decimals: control.unit.decimals)),
          "left": .array(control.left.map(json)), "right": .array(control.right.map(json)),
        ]
      })
  }

  private func json(_ figure: ControlFigure) -> JSONValue {
    let source: JSONValue
    switch figure.source {
    case .entries(let numbers): source = ["entries": .string(numbers.description)]
    case .file(let name, let digest):
      source = ["file": .string(name), "sha256": digest.map { .string($0.hex) } ?? .null]
    case .terms: source = "terms"
    case .decisions: source = "decisions"
    }
    return [
      "name": .string(figure.name), "value": .string(figure.canonical), "source": source,
    ]
  }
}

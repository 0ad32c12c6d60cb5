import Issuance
import TradingDays

/// Text for people: labels in a column, long values wrapped beside it.
public enum TextBlock {
  private static let labelWidth = 22
  private static let width = 100

  /// One step as a block: a heading, then its lines.
  public static func step(_ report: StepReport) -> String {
    let when = [report.when, report.day?.description ?? ""].filter { !$0.isEmpty }
    var text = "\n\(report.title)"
    text += when.isEmpty ? "\n" : "  [\(when.joined(separator: " "))]\n"
    for line in report.lines { text += labelled(line.label, line.value) }
    return text
  }

  /// `label` and its value; a long value goes on in the value's column.
  public static func labelled(_ label: String, _ value: String) -> String {
    let padding = String(repeating: " ", count: max(1, labelWidth - label.count))
    var lines: [String] = [""]
    for word in value.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > width - labelWidth - 2,
        !lines[lines.count - 1].isEmpty
      {
        lines.append("")
      }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    let indent = String(repeating: " ", count: labelWidth + 2)
    return "  \(label)\(padding)" + lines.joined(separator: "\n\(indent)") + "\n"
  }

  /// What the passage waits for.
  public static func waiting(_ waiting: Waiting) -> String {
    labelled("waits for", waiting.text)
  }

  /// Columns under a heading; numbers to the right.
  public static func table(_ heading: [String], _ rows: [[String]], right: Set<Int> = []) -> String
  {
    var widths = heading.map(CellText.width)
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], CellText.width(cell))
      }
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - CellText.width(cell))
        let isLast = column == cells.count - 1
        text += right.contains(column) ? padding + cell : isLast ? cell : cell + padding
        if !isLast { text += "  " }
      }
      return text + "\n"
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ") + "\n"
    return line(heading) + rule + rows.map(line).joined()
  }
}

extension Waiting {
  /// What is missing, and until when.
  public var text: String {
    needs + (until.map { " (until \($0.deadlineText) Beijing time)" } ?? "")
  }
}

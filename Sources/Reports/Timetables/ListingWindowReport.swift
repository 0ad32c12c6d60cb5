import CanonicalJSON
import Issuance
import Quantities
import Rulebooks
import Timetables
import TradingDays

/// A listing window with its simulation, as text and JSON.
public struct ListingWindowReport: Sendable {
  let plan: StagePlan
  let window: ListingWindow
  let simulation: ListingSimulation
  let trading: TradingCalendar

  public init(
    _ plan: StagePlan, _ window: ListingWindow, _ simulation: ListingSimulation,
    trading: TradingCalendar
  ) {
    self.plan = plan
    self.window = window
    self.simulation = simulation
    self.trading = trading
  }

  /// The percentiles that are printed.
  static let percents = [0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100]

  /// Tables for people.
  public var text: String {
    var text = TextBlock.labelled("plan", "\(plan.title), \(window.board)")
    text += TextBlock.labelled("start", window.start.text)
    text += TextBlock.labelled("listing window", window.listing.text)
    text += TextBlock.labelled("typically", session(window.listing.typical))
    text += TextBlock.labelled(
      "trading days",
      "\(session(window.listing.earliest)) to \(session(window.listing.latest))")
    if window.stretched != window.listing.latest {
      text += TextBlock.labelled(
        "at the very latest",
        "\(window.stretched), everything that is left to chance coming to pass")
    }
    text += "\n" + stages
    for part in window.parts {
      guard let limit = part.limit, let source = part.stage.limits?.source else { continue }
      text += TextBlock.labelled(
        part.stage.id, "limit \(counted(limit, "month")), \(source.clause) (\(source.confidence))")
    }
    if !plan.factors.isEmpty { text += "\n" + factors }
    return text + "\n" + runs
  }

  /// The day, or the first session after it where the calendar knows one.
  private func session(_ day: Day) -> String {
    TermEnd(day, in: trading).session.map(\.withWeekday) ?? "\(day) (no session known)"
  }

  private var stages: String {
    let rows = zip(window.parts, simulation.ends).map { part, ends in
      [
        part.stage.id, part.takes, part.begins.text, part.ends.text, "\(part.ends.typical)",
        "\(ends.day(percent: 10)) – \(ends.day(percent: 90))",
        part.stage.source.confidence.rawValue, "\(part.stage.title) \(part.stage.chinese)",
      ]
    }
    return TextBlock.table(
      ["stage", "takes", "begins", "ends", "typically", "ends, 10–90 % of runs", "sure", "what"],
      rows)
  }

  private var factors: String {
    let rows = window.parts.flatMap(\.factors).map { counted in
      let factor = counted.factor
      return [
        factor.id, factor.stage, factor.span.description, counted.text,
        factor.source.confidence.rawValue, "\(factor.title) \(factor.chinese)",
      ]
    }
    return TextBlock.table(["factor", "stage", "adds", "how often", "sure", "what"], rows)
  }

  private var runs: String {
    let listing = simulation.listing
    var text = TextBlock.labelled(
      "simulation",
      "\(DecimalText.grouped(simulation.runs, decimals: 0)) runs, seed \"\(simulation.seed)\"")
    text += TextBlock.labelled(
      "within the window",
      "\(percent(listing.runs(by: window.listing.latest))) % of runs list by "
        + "\(window.listing.latest)")
    text +=
      "\n"
      + TextBlock.table(
        ["runs listed", "by"],
        Self.percents.map { ["\($0) %", "\(listing.day(percent: $0))"] }, right: [0])
    var sum = 0
    let most = simulation.months.map(\.runs).max() ?? 1
    let rows = simulation.months.map { month in
      sum += month.runs
      return [
        month.first.monthText, DecimalText.grouped(month.runs, decimals: 0),
        "\(percent(month.runs)) %", "\(percent(sum)) %",
        String(repeating: "▇", count: month.runs * 40 / max(1, most)),
      ]
    }
    return text + "\n"
      + TextBlock.table(["listing in", "runs", "of all", "so far", ""], rows, right: [1, 2, 3])
  }

  /// One decimal, half up.
  func percent(_ runs: Int) -> String {
    Ratio(Int64(runs), Int64(simulation.runs)).percent(places: 1)
  }
}

extension ListingWindow.Part {
  /// The span, and whether the call gave it.
  var takes: String { isGiven ? "\(span), given" : span.description }
}

extension ListingWindow.CountedFactor {
  /// "left to chance, 35 %, up to 3 times", "2 times, given".
  var text: String {
    guard let count else {
      return "by chance, \(factor.chance) %"
        + (factor.times > 1 ? " each, up to \(counted(factor.times, "time"))" : "")
    }
    return "\(counted(count, "time")), given"
  }
}

extension DayWindow {
  var text: String { earliest == latest ? "\(earliest)" : "\(earliest) – \(latest)" }
}

extension Day {
  /// "2025-01".
  var monthText: String { String(description.prefix(7)) }
}

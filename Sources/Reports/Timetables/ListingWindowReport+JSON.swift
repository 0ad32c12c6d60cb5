import CanonicalJSON
import Rulebooks
import Timetables
import TradingDays

extension ListingWindowReport {
  /// The window, its stages and factors, and what the runs came to.
  public var json: JSONValue {
    [
      "plan": .string(plan.id), "board": .string(window.board), "start": json(window.start),
      "listing": json(window.listing), "stretched": .string("\(window.stretched)"),
      "sessions": [
        "earliest": session(window.listing.earliest), "typical": session(window.listing.typical),
        "latest": session(window.listing.latest),
      ],
      "stages": .array(
        zip(window.parts, simulation.ends).map { part, ends in stage(part, ends) }),
      "factors": .array(window.parts.flatMap(\.factors).map(factor)),
      "simulation": [
        "runs": .exact(Int64(simulation.runs)), "seed": .string(simulation.seed),
        "percentiles": percentiles(simulation.listing, Self.percents),
        "months": .array(
          simulation.months.map { month in
            [
              "month": .string(month.first.monthText), "runs": .exact(Int64(month.runs)),
            ]
          }),
        "days": .array(
          simulation.listing.counts.map { day, count in
            ["day": .string("\(day)"), "runs": .exact(Int64(count))]
          }),
      ],
    ]
  }

  private func json(_ window: DayWindow) -> JSONValue {
    [
      "earliest": .string("\(window.earliest)"), "typical": .string("\(window.typical)"),
      "latest": .string("\(window.latest)"),
    ]
  }

  private func session(_ day: Day) -> JSONValue {
    TermEnd(day, in: trading).session.map { .string("\($0)") } ?? .null
  }

  private func stage(_ part: ListingWindow.Part, _ ends: EndCounts) -> JSONValue {
    [
      "id": .string(part.stage.id), "title": .string(part.stage.title),
      "chinese": .string(part.stage.chinese), "begins": json(part.begins), "ends": json(part.ends),
      "stretched": .string("\(part.stretched)"), "span": json(part.span),
      "given": .bool(part.isGiven), "limit_months": part.limit.map { .exact(Int64($0)) } ?? .null,
      "percentiles": percentiles(ends, [10, 50, 90]),
      "sure": .string(part.stage.source.confidence.rawValue),
      "clause": .string(part.stage.source.clause),
    ]
  }

  private func factor(_ counted: ListingWindow.CountedFactor) -> JSONValue {
    let factor = counted.factor
    return [
      "id": .string(factor.id), "title": .string(factor.title), "chinese": .string(factor.chinese),
      "stage": .string(factor.stage), "span": json(factor.span),
      "chance_percent": .exact(Int64(factor.chance)), "times": .exact(Int64(factor.times)),
      "given": counted.count.map { .exact(Int64($0)) } ?? .null,
      "sure": .string(factor.source.confidence.rawValue), "clause": .string(factor.source.clause),
    ]
  }

  private func json(_ span: Span) -> JSONValue {
    [
      "unit": .string(span.unit.rawValue), "least": .exact(Int64(span.least)),
      "typical": .exact(Int64(span.typical)), "most": .exact(Int64(span.most)),
    ]
  }

  private func percentiles(_ ends: EndCounts, _ percents: [Int]) -> JSONValue {
    .object(
      JSONObject(
        uniqueMembers: percents.map { (String($0), .string("\(ends.day(percent: $0))")) }))
  }
}

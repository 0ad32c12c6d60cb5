import Lottery
import TradingDays

/// How long something takes: at least, typically, at most, all in one unit.
public struct Span: Equatable, Sendable {
  /// What is counted: calendar months, weeks or days.
  public enum Unit: String, Sendable, CaseIterable {
    case months, weeks, days

    /// The most of it that a span may have: ten years.
    public var limit: Int {
      switch self {
      case .months: 120
      case .weeks: 520
      case .days: 3_650
      }
    }
  }

  public let unit: Unit
  public let least: Int
  public let typical: Int
  public let most: Int

  /// Nil unless 0 ≤ least ≤ typical ≤ most ≤ the unit's limit.
  public init?(_ unit: Unit, least: Int, typical: Int, most: Int) {
    guard 0 <= least, least <= typical, typical <= most, most <= unit.limit else { return nil }
    self.unit = unit
    self.least = least
    self.typical = typical
    self.most = most
  }

  /// A time that is fixed: "4" or "4m" months, "2w" weeks, "10d" days; nil for anything else.
  public init?(fixed text: some StringProtocol) {
    let units: [Character: Unit] = ["m": .months, "w": .weeks, "d": .days]
    let named = text.last.flatMap { units[$0] }
    let digits = named == nil ? text[...] : text.dropLast()
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), digits.utf8.count <= 4,
      let count = Int(digits)
    else { return nil }
    self.init(named ?? .months, least: count, typical: count, most: count)
  }

  /// No time at all.
  public static let nothing = Span(months: 0)

  private init(months: Int) {
    (unit, least, typical, most) = (.months, months, months, months)
  }

  public var isFixed: Bool { least == most }

  /// The day that begins on `day` and takes `count` units later. The last day of a shorter month
  /// stands for a missing one. A later day never gives an earlier one.
  func end(of count: Int, from day: Day) -> Day {
    switch unit {
    case .months: day.adding(months: count)
    case .weeks: day.adding(days: 7 * count)
    case .days: day.adding(days: count)
    }
  }

  /// The end of a time drawn from a triangle over the days from the least to the most with its top at
  /// the typical one.
  func drawnEnd(from day: Day, _ source: inout some UniformSource) -> Day {
    let first = end(of: least, from: day)
    let triangle = Triangle(
      rise: first.days(to: end(of: typical, from: day)),
      fall: end(of: typical, from: day).days(to: end(of: most, from: day)))
    return first.adding(days: triangle.draw(&source))
  }
}

extension Span: CustomStringConvertible {
  /// "3–6 months, typically 4", or "2 weeks".
  public var description: String {
    let name = most == 1 ? String(unit.rawValue.dropLast()) : unit.rawValue
    return isFixed ? "\(most) \(name)" : "\(least)–\(most) \(name), typically \(typical)"
  }
}

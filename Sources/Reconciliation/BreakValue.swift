import Quantities
import TradingDays

/// One side of a break, or the difference of both: typed, so that no unit is guessed from a text.
public enum BreakValue: Equatable, Sendable {
  case money(Money)
  case shares(Shares)
  /// The end of a lock-up.
  case day(Day)
  /// The difference of two ends, in calendar days.
  case days(Int)

  /// The canonical text of files: "-12560.00", "500", "2020-12-02", "-30".
  public var canonical: String {
    switch self {
    case .money(let money): money.canonical
    case .shares(let shares): String(shares.count)
    case .day(let day): day.description
    case .days(let days): String(days)
    }
  }
}

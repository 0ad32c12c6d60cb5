import Glibc
import TradingDays

/// Where an entry's `at` comes from.
public enum Clock: Equatable, Sendable {
  case system
  /// `SOURCE_DATE_EPOCH`: same inputs, same epoch, same bytes. The first entry says so.
  case fixed(Instant)

  /// The clock that the environment asks for; nil where `SOURCE_DATE_EPOCH` is no time.
  public static func ofEnvironment() -> Clock? {
    guard let text = getenv("SOURCE_DATE_EPOCH").map({ String(cString: $0) }), !text.isEmpty else {
      return .system
    }
    guard let seconds = Int64(text), seconds >= Instant.earliest.secondsSinceEpoch,
      seconds <= Instant.latest.secondsSinceEpoch
    else { return nil }
    return .fixed(Instant(secondsSinceEpoch: seconds))
  }

  public var now: Instant {
    switch self {
    case .system: Instant(secondsSinceEpoch: Int64(time(nil)))
    case .fixed(let instant): instant
    }
  }

  public var isFixed: Bool { self != .system }
}

import TradingDays

extension Instant {
  /// A time of a witness; nil for one that no calendar has.
  init?(seconds: Int64) {
    guard (Self.earliest.secondsSinceEpoch...Self.latest.secondsSinceEpoch).contains(seconds) else {
      return nil
    }
    self.init(secondsSinceEpoch: seconds)
  }

  /// The same in words; a time that no calendar has stays a number.
  static func text(_ seconds: Int64) -> String {
    Instant(seconds: seconds)?.description ?? "\(seconds) s after 1970"
  }
}

/// A time of day in Beijing, "09:30"; 24:00 is the end of the day.
public struct ClockTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let hour: Int
  public let minute: Int

  /// Nil where clocks show no such time.
  public init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour) && (0...59).contains(minute) || (hour, minute) == (24, 0) else {
      return nil
    }
    self.hour = hour
    self.minute = minute
  }

  /// Reads `HH:MM`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]) else { return nil }
    self.init(hour: hour, minute: minute)
    // `Int` would read a sign and one digit.
    guard description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  public var description: String {
    [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  public static func < (left: ClockTime, right: ClockTime) -> Bool {
    (left.hour, left.minute) < (right.hour, right.minute)
  }
}

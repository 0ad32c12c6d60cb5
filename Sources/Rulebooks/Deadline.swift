import TradingDays

/// A moment counted from T in trading days: "T+2 16:00", "T-3 15:00", Beijing time.
public struct Deadline: Comparable, Sendable, CustomStringConvertible {
  /// Trading days after T, or before it where negative.
  public let offset: Int
  public let hour: Int
  public let minute: Int

  public init(offset: Int, hour: Int, minute: Int) {
    self.offset = offset
    self.hour = hour
    self.minute = minute
  }

  /// Reads "T+2 16:00" or "T-3 15:00"; 24:00 is the end of the day.
  public init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].hasPrefix("T"), let offset = Int(words[0].dropFirst()),
      (-30...30).contains(offset)
    else { return nil }
    let clock = words[1].split(separator: ":")
    guard clock.count == 2, let hour = Int(clock[0]), let minute = Int(clock[1]),
      (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0
    else { return nil }
    self.init(offset: offset, hour: hour, minute: minute)
    // One spelling: `Int` would read a sign and zeros in front, and words may lie far apart.
    guard description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  public var description: String {
    let clock = [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "T\(offset < 0 ? "" : "+")\(offset) \(clock[0]):\(clock[1])"
  }

  /// By when it comes; 24:00 is before the next day's 00:00.
  public static func < (left: Deadline, right: Deadline) -> Bool {
    (left.offset, left.hour, left.minute) < (right.offset, right.hour, right.minute)
  }
}

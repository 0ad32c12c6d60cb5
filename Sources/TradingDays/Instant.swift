/// A second in time, counted from 1970-01-01T00:00:00Z without leap seconds.
///
/// The ledger writes UTC; people and exchanges in China mean Beijing time (北京时间), UTC+08:00 all
/// year. Both forms are here, and no other zone is ever written.
///
///     Instant(market: "2020-05-25 16:00")?.description  // "2020-05-25T08:00:00Z"
public struct Instant: Hashable, Sendable {
  /// The first instant there is, 0001-01-01T00:00:00Z.
  public static let earliest = Instant(unchecked: -62_135_596_800)
  /// The last instant there is, 9999-12-31T15:59:59Z: from then on Beijing writes year 10000.
  public static let latest = Instant(unchecked: 253_402_271_999)

  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public let secondsSinceEpoch: Int64

  private init(unchecked secondsSinceEpoch: Int64) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// The instant so many seconds after 1970-01-01T00:00:00Z.
  ///
  /// - Precondition: It lies between ``earliest`` and ``latest``; compare numbers from outside with
  ///   their ``secondsSinceEpoch`` first.
  public init(secondsSinceEpoch: Int64) {
    self.init(unchecked: secondsSinceEpoch)
    precondition((.earliest ... .latest).contains(self), "an instant beyond year 9999")
  }

  /// The instant written as exactly `YYYY-MM-DDTHH:MM:SSZ`; nil for anything else.
  public init?(utc text: some StringProtocol) {
    var scanner = TextScanner(text)
    guard let day = scanner.day(), scanner.pass("T"), let time = scanner.time(needsSeconds: true),
      scanner.pass("Z"), scanner.isAtEnd
    else { return nil }
    self.init(day: day, seconds: time)
  }

  /// The instant in the forms that statements and lists use: `YYYY-MM-DD`, the beginning of that
  /// day; or with `T` or a space, `HH:MM` or `HH:MM:SS`, and perhaps `Z` or `±HH:MM`. Without a
  /// zone it is Beijing time; nil for anything else.
  public init?(market text: some StringProtocol) {
    var scanner = TextScanner(text)
    guard let day = scanner.day() else { return nil }
    if scanner.isAtEnd {
      self.init(day: day, seconds: -Self.beijingOffset)
      return
    }
    guard scanner.pass("T") || scanner.pass(" "),
      let time = scanner.time(needsSeconds: false),
      let offset = scanner.isAtEnd ? Self.beijingOffset : scanner.zone(), scanner.isAtEnd
    else { return nil }
    self.init(day: day, seconds: time - offset)
  }

  /// The instant when clocks in Beijing show that time on that day; hour 24 is the next midnight.
  ///
  /// - Precondition: The hour is 0 to 23 and the minute 0 to 59, or they are 24 and 0.
  public static func at(_ day: Day, hour: Int, minute: Int = 0) -> Instant {
    let isWithinDay = (0...23).contains(hour) && (0...59).contains(minute)
    precondition(isWithinDay || (hour, minute) == (24, 0), "no such time: \(hour):\(minute)")
    let midnight = Int64(day.daysSinceEpoch) * secondsInDay - beijingOffset
    return Instant(secondsSinceEpoch: midnight + Int64(hour * 3600 + minute * 60))
  }

  /// The day in Beijing.
  public var marketDay: Day {
    parts(offset: Self.beijingOffset).day
  }

  /// Day and time in Beijing as `YYYY-MM-DD HH:MM`; seconds are dropped.
  public var marketText: String {
    let (day, time) = parts(offset: Self.beijingOffset)
    return "\(day) \(Self.clock(time))"
  }
}

extension Instant {
  /// Day and time in Beijing as `YYYY-MM-DD HH:MM:SS`.
  public var marketClock: String {
    let (day, time) = parts(offset: Self.beijingOffset)
    return "\(day) \(Self.clock(time)):\((time % 60).padded(to: 2))"
  }

  /// As `marketText`, but midnight is 24:00 of the day that ends: how deadlines are written.
  public var deadlineText: String {
    let text = marketText
    guard text.hasSuffix(" 00:00") else { return text }
    return "\(marketDay.adding(days: -1)) 24:00"
  }
}

extension Instant: Comparable {
  /// Whether `left` is the earlier instant.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}

extension Instant: CustomStringConvertible {
  /// The instant as `YYYY-MM-DDTHH:MM:SSZ`.
  public var description: String {
    let (day, time) = parts(offset: 0)
    return "\(day)T\(Self.clock(time)):\((time % 60).padded(to: 2))Z"
  }
}

extension Instant {
  private static let secondsInDay: Int64 = 86_400
  private static let beijingOffset: Int64 = 8 * 3600

  private init?(day: Day, seconds: Int64) {
    self.init(unchecked: Int64(day.daysSinceEpoch) * Self.secondsInDay + seconds)
    guard (.earliest ... .latest).contains(self) else { return nil }
  }

  /// Day and second of the day where clocks are `offset` seconds ahead of UTC.
  private func parts(offset: Int64) -> (day: Day, time: Int64) {
    let (days, time) = (secondsSinceEpoch + offset).dividedDown(by: Self.secondsInDay)
    return (Day(daysSinceEpoch: Int(days)), time)
  }

  /// `HH:MM` of a second of the day.
  private static func clock(_ time: Int64) -> String {
    "\((time / 3600).padded(to: 2)):\((time / 60 % 60).padded(to: 2))"
  }
}

extension TextScanner {
  /// `HH:MM` or `HH:MM:SS` as the second of the day.
  fileprivate mutating func time(needsSeconds: Bool) -> Int64? {
    guard let hour = twoDigits(upTo: 23), pass(":"), let minute = twoDigits(upTo: 59) else {
      return nil
    }
    guard pass(":") else { return needsSeconds ? nil : Int64(hour * 3600 + minute * 60) }
    guard let second = twoDigits(upTo: 59) else { return nil }
    return Int64(hour * 3600 + minute * 60 + second)
  }

  /// `Z` or `±HH:MM` as the seconds that clocks there are ahead of UTC.
  fileprivate mutating func zone() -> Int64? {
    if pass("Z") { return 0 }
    let isEast = pass("+")
    guard isEast || pass("-"), let hour = twoDigits(upTo: 23), pass(":"),
      let minute = twoDigits(upTo: 59)
    else { return nil }
    let offset = Int64(hour * 3600 + minute * 60)
    return isEast ? offset : -offset
  }
}

import Testing
import TradingDays

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1),
    ("2001-09-09T01:46:40Z", 1_000_000_000),
    ("2024-02-29T23:59:59Z", 1_709_251_199), ("0001-01-01T00:00:00Z", -62_135_596_800),
    ("9999-12-31T15:59:59Z", 253_402_271_999),
  ])
  func `A UTC text and its second are the same instant`(text: String, seconds: Int64) {
    #expect(Instant(utc: text)?.secondsSinceEpoch == seconds)
    #expect(Instant(secondsSinceEpoch: seconds).description == text)
  }

  @Test(arguments: [
    "", "2020-05-21", "2020-05-21T08:00Z", "2020-05-21T08:00:00", "2020-05-21 08:00:00Z",
    "2020-05-21T08:00:00+00:00", "2020-05-21T08:00:00.0Z", "2020-05-21T24:00:00Z",
    "2020-05-21T08:60:00Z", "2020-05-21T08:00:60Z", "2020-05-21t08:00:00z", "2020-02-30T08:00:00Z",
    "2020-05-21T08:00:00Z ", "9999-12-31T16:00:00Z",
  ])
  func `Anything but an exact UTC text is refused`(text: String) {
    #expect(Instant(utc: text) == nil)
  }

  @Test(arguments: [
    ("2020-05-25", "2020-05-24T16:00:00Z"),
    ("2020-05-25 16:00", "2020-05-25T08:00:00Z"),
    ("2020-05-25T16:00", "2020-05-25T08:00:00Z"),
    ("2020-05-25T16:00:01", "2020-05-25T08:00:01Z"),
    ("2020-05-25 16:00:01+08:00", "2020-05-25T08:00:01Z"),
    ("2020-05-25T16:00Z", "2020-05-25T16:00:00Z"),
    ("2020-05-25T16:00:59Z", "2020-05-25T16:00:59Z"),
    ("2020-05-25T16:00-05:00", "2020-05-25T21:00:00Z"),
    ("2020-05-25T00:15:00+05:30", "2020-05-24T18:45:00Z"),
    ("2021-01-01 07:59:59", "2020-12-31T23:59:59Z"),
  ])
  func `A market text is Beijing time unless it names a zone`(text: String, utc: String) {
    #expect(Instant(market: text)?.description == utc)
    #expect(Instant(market: text) == Instant(utc: utc))
  }

  @Test(arguments: [
    "", "2020-05-25T", "2020-05-25Z", "2020-05-25+08:00", "2020-05-25T16", "2020-05-25T16:",
    "2020-05-25  16:00", "2020-05-25T1600", "2020-05-25T24:00", "2020-05-25T16:00:",
    "2020-05-25T16:00+8", "2020-05-25T16:00+0800", "2020-05-25T16:00 +08:00",
    "2020-05-25T16:00ZZ", "2020-05-25T16:00+24:00", "2020-05-25_16:00", "2020-05-32 16:00",
    "0001-01-01", "9999-12-31T16:00Z",
  ])
  func `Anything else is refused`(text: String) {
    #expect(Instant(market: text) == nil)
  }

  @Test func `A time of day is Beijing's and hour 24 the next midnight`() throws {
    let day = try day("2020-05-25")
    #expect(Instant.at(day, hour: 16).description == "2020-05-25T08:00:00Z")
    #expect(Instant.at(day, hour: 9, minute: 30).marketText == "2020-05-25 09:30")
    #expect(Instant.at(day, hour: 0).marketDay == day)
    #expect(Instant.at(day, hour: 23, minute: 59).marketDay == day)
    #expect(Instant.at(day, hour: 24) == .at(day.adding(days: 1), hour: 0))
    #expect(Instant.at(day, hour: 24).marketText == "2020-05-26 00:00")
  }

  @Test func `Market texts survive a round trip every half hour`() throws {
    let start = Instant.at(try day("2023-12-30"), hour: 0)
    for step in 0..<(48 * 70) {
      let instant = Instant(secondsSinceEpoch: start.secondsSinceEpoch + Int64(step) * 1800)
      try #require(Instant(market: instant.marketText) == instant)
      try #require(Instant(utc: instant.description) == instant)
      try #require(instant.marketText.hasPrefix(instant.marketDay.description))
    }
  }

  @Test func `Instants are ordered by time`() {
    #expect(Instant.earliest < Instant(secondsSinceEpoch: 0))
    #expect(Instant(secondsSinceEpoch: 0) < .latest)
    #expect(Instant.latest.marketText == "9999-12-31 23:59")
  }
}

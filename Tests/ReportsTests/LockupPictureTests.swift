import Quantities
import Reports
import ShareRegister
import Testing
import TradingDays

@Suite struct LockupPictureTests {
  private func picture(
    _ locks: [(String, Int64)], free: Int64, name: String = "德马科技"
  ) throws -> (svg: String, calendar: FloatCalendar) {
    var holdings = try locks.map { end, shares in
      let day: Day = try #require(Day(end))
      return Holding(holder: "h", shares: Shares(shares), lockedUntil: day, origin: .preIPO)
    }
    if free > 0 {
      holdings.append(
        Holding(holder: "f", shares: Shares(free), lockedUntil: nil, origin: .online))
    }
    let calendar = try FloatCalendar(
      LockSchedule(holdings, calendar: .xshg), listingDay: #require(Day("2020-06-02")))
    return (LockupPicture(name: name, code: "688360", calendar: calendar).svg, calendar)
  }

  /// The marks' values: the float at listing, then after each release.
  private func marks(_ svg: String) -> [Int64] {
    svg.matches(of: /data-shares="(\d+)"/).compactMap { Int64($0.1) }
  }

  @Test func everyStepIsMarkedAndEveryReleaseIsARow() throws {
    let drawn = try picture([("2020-12-02", 20), ("2021-06-02", 30), ("2023-06-02", 40)], free: 10)
    #expect(marks(drawn.svg) == [10, 30, 60, 100])
    let picture = try Picture(drawn.svg)
    for release in drawn.calendar.releases {
      #expect(picture.texts.contains(release.tranche.end.description))
      #expect(picture.texts.contains("\(release.tranche.shares)"))
    }
    #expect(picture.title == "德马科技 (688360): free float")
    #expect(
      picture.description == "10 of 100 shares are free on 2020-06-02, 10.00 %. Then by date: "
        + "2020-12-02: 20 shares more, 30 free, 30.00 %; "
        + "2021-06-02: 30 shares more, 60 free, 60.00 %; "
        + "2023-06-02: 40 shares more, 100 free, 100.00 %.")
    #expect(picture.attributes["aria-labelledby"] == "ipo-lockups-title ipo-lockups-description")
  }

  @Test func stepsClimbFromLeftToRightInsideTheChart() throws {
    for free in [Int64(0), 1, 1_000_000_000] {
      let drawn = try picture(
        [("2020-06-03", 1), ("2020-12-02", 5), ("2023-06-02", 999_999_999)], free: free)
      let circles = drawn.svg.matches(of: /<circle [^>]*cx="([\d.]+)" cy="([\d.]+)"/).map {
        (x: Double($0.1) ?? .nan, y: Double($0.2) ?? .nan)
      }
      #expect(circles.count == 4)
      for (left, right) in zip(circles, circles.dropFirst()) {
        #expect(left.x < right.x)
        #expect(left.y >= right.y)
      }
      #expect(circles.allSatisfy { $0.x >= 100 && $0.x <= 920 })
    }
  }

  @Test func aLockBeyondTheCalendarStandsAtItsEnd() throws {
    let drawn = try picture([("2031-05-04", 3)], free: 1)
    let picture = try Picture(drawn.svg)
    #expect(picture.texts.contains("2031-05-04*"))
    #expect(picture.texts.contains { $0.hasPrefix("* the contractual end") })
    let near = try Picture(self.picture([("2020-12-02", 3)], free: 1).svg)
    #expect(!near.texts.contains { $0.contains("*") })
  }

  @Test func nothingLockedIsSaid() throws {
    let picture = try Picture(picture([], free: 5).svg)
    #expect(picture.texts.contains("Nothing is locked: all shares are free."))
  }

  @Test func manyReleasesAreCutWithTheirNumber() throws {
    let first = try #require(Day("2020-07-01"))
    for (count, more) in [(24, nil), (25, "and 1 more")] as [(Int, String?)] {
      let locks = (0..<count).map { (first.adding(days: $0).description, Int64(1)) }
      let texts = try Picture(picture(locks, free: 1).svg).texts
      #expect(texts.first { $0.hasPrefix("and ") } == more)
    }
  }

  @Test func theSameValuesGiveTheSameBytesAndANameIsEscaped() throws {
    let name = "<b>&\"'"
    let first = try picture([("2020-12-02", 20)], free: 1, name: name).svg
    #expect(try first == picture([("2020-12-02", 20)], free: 1, name: name).svg)
    #expect(!first.contains("<b>"))
    #expect(try Picture(first).texts.contains("\(name) (688360)"))
  }
}

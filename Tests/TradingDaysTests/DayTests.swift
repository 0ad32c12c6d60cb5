import Testing
import TradingDays

struct DayTests {
  @Test func `Every day of 1970 through 2100 is counted once`() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let epoch = try day("1970-01-01")
    var count = 0
    for year in 1970...2100 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        let length = month == 2 && isLeap ? 29 : lengths[month - 1]
        #expect(Day(year: year, month: month, day: 0) == nil)
        #expect(Day(year: year, month: month, day: length + 1) == nil)
        for number in 1...length {
          let day = try #require(Day(year: year, month: month, day: number))
          try #require(epoch.days(to: day) == count)
          try #require(epoch.adding(days: count) == day)
          try #require((day.year, day.month, day.day) == (year, month, number))
          try #require(Day(day.description) == day)
          // 1970-01-01 was a Thursday.
          try #require(day.weekday.rawValue == (count + 3) % 7 + 1)
          count += 1
        }
      }
    }
    #expect(count == 47_847)
  }

  @Test func `The first and the last day are what they say`() {
    #expect(Day.earliest.description == "0001-01-01")
    #expect(Day.latest.description == "9999-12-31")
    #expect(Day.earliest.days(to: .latest) == 3_652_058)
    #expect(Day.earliest.weekday == .monday)
    #expect(Day.earliest.adding(days: 3_652_058) == .latest)
    #expect(Day.latest.adding(months: -9998 * 12 - 11) < Day.earliest.adding(months: 1))
  }

  @Test(arguments: [
    "", "2020-5-21", "2020-05-2", "2020-05-211", "20200521", "2020/05/21", " 2020-05-21",
    "2020-05-21 ", "2020-02-30", "2021-02-29", "2020-00-10", "2020-13-01", "2020-05-00",
    "+020-05-21", "-020-05-21", "0000-01-01", "２020-05-21", "2020-05-21T", "2020-05‐21",
  ])
  func `Anything but an exact date is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `A part of a text is read like a text`() {
    #expect(Day("as of 2024-02-29".suffix(10))?.description == "2024-02-29")
  }

  @Test func `Months keep the day of the month where they can`() throws {
    let rows = [
      ("2023-03-29", 6, "2023-09-29"), ("2020-06-02", 12, "2021-06-02"),
      ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"),
      ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
      ("2025-08-31", 6, "2026-02-28"), ("2025-08-31", 1, "2025-09-30"),
      ("2025-12-05", 36, "2028-12-05"), ("2025-11-30", 1, "2025-12-30"),
      ("2025-11-30", 3, "2026-02-28"), ("2025-12-31", 2, "2026-02-28"),
      ("2024-03-31", -1, "2024-02-29"), ("2024-01-15", -1, "2023-12-15"),
      ("2024-05-15", 0, "2024-05-15"), ("2000-02-29", -1200, "1900-02-28"),
    ]
    for (start, months, end) in rows {
      #expect(try day(start).adding(months: months).description == end)
    }
  }

  @Test func `Days are ordered by time`() throws {
    let days = try ["1969-12-31", "1970-01-01", "2000-02-29", "2000-03-01"].map(day)
    #expect(days.shuffled().sorted() == days)
    #expect(days[0].days(to: days[1]) == 1)
    #expect(days[1].days(to: days[0]) == -1)
    #expect(days[0].weekday == .wednesday)
    #expect(try day("2020-05-23").weekday.isWeekend)
    #expect(try !day("2020-05-22").weekday.isWeekend)
  }
}

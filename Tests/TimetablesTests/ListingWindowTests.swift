import Testing
import Timetables
import TradingDays

struct ListingWindowTests {
  private static let example = [
    "tutoring": "4", "documents": "2", "review": "4", "registration": "1", "issue": "2w",
  ]

  private func window(
    _ start: String, _ board: String = "star", fixed: [String: String] = [:],
    counts: [String: Int] = [:]
  ) throws -> ListingWindow {
    try ListingWindow(
      try shippedPlan(), board: board, start: try #require(DayWindow(start)),
      fixed: try fixed.mapValues { try #require(Span(fixed: $0)) }, counts: counts)
  }

  private func span(_ from: String, _ through: String) throws -> ClosedRange<Day> {
    try day(from)...(try day(through))
  }

  /// The published example: January 2024 and four months → May, two → July, four → November, one →
  /// December, two weeks → a window that holds early January 2025.
  @Test func `The published example comes out`() throws {
    let window = try window("2024-01", fixed: Self.example)
    let months = window.parts.map {
      ($0.ends.earliest.description.prefix(7), $0.ends.latest.description.prefix(7))
    }
    #expect(months[0] == ("2024-05", "2024-05"))
    #expect(months[1] == ("2024-07", "2024-07"))
    #expect(months[2] == ("2024-11", "2024-11"))
    #expect(months[3] == ("2024-12", "2024-12"))
    #expect(window.listing.earliest == (try day("2024-12-15")))
    #expect(window.listing.typical == (try day("2024-12-30")))
    #expect(window.listing.latest == (try day("2025-01-13")))
    for number in 1...13 {
      #expect(window.listing.contains(try day("2025-01-01").adding(days: number - 1)))
    }
    #expect(window.parts.allSatisfy { $0.isGiven })
  }

  @Test func `A day with fixed times comes to a day`() throws {
    let window = try window("2024-01-15", fixed: Self.example)
    #expect(window.listing.earliest == window.listing.latest)
    #expect(window.listing.latest == (try day("2024-12-29")))
  }

  @Test func `Without fixed times the window is the practice's`() throws {
    let window = try window("2026-03", "main")
    #expect(window.listing.earliest == (try day("2026-10-01")))
    #expect(window.listing.typical == (try day("2027-03-16")))
    #expect(window.listing.latest == (try day("2027-10-30")))
    #expect(
      window.parts.map(\.stage.id) == ["tutoring", "documents", "review", "registration", "issue"])
    #expect(window.parts.map(\.span.least) == [1, 1, 3, 1, 1])
    #expect(window.parts.map(\.span.most) == [6, 3, 6, 2, 2])
  }

  @Test(arguments: [("star", [3, 1]), ("chinext", [3, 1]), ("main", [6, 2])])
  func `The law's limits are the board's`(board: String, limits: [Int]) throws {
    #expect(try window("2026-03", board).parts.compactMap(\.limit) == limits)
  }

  @Test func `A stage begins where the one before it ends`() throws {
    let window = try window("2026-03-31", counts: ["inquiry": 2, "history": 1])
    #expect(window.parts[0].begins == window.start)
    for (before, after) in zip(window.parts, window.parts.dropFirst()) {
      #expect(before.ends == after.begins)
    }
  }

  @Test func `A counted factor stretches its stage, one left to chance only the very latest`()
    throws
  {
    let plain = try window("2026-03-01")
    let counted = try window("2026-03-01", counts: ["inquiry": 2])
    #expect(counted.parts[1].ends == plain.parts[1].ends)
    let (before, after) = (plain.parts[2].ends, counted.parts[2].ends)
    #expect(after.earliest == before.earliest.adding(months: 1).adding(months: 1))
    #expect(after.typical == before.typical.adding(months: 1).adding(months: 1))
    #expect(after.latest == before.latest.adding(months: 2).adding(months: 2))
    // Left to chance the third round may come too.
    #expect(counted.stretched < plain.stretched)
    let none = try window(
      "2026-03-01", counts: ["inquiry": 0, "history": 0, "policy": 0, "market": 0])
    #expect(none.listing == plain.listing)
    #expect(none.stretched == none.listing.latest)
  }

  @Test func `Unknown names are refused with those there are`() throws {
    #expect(
      throws: TimetableError.unknownName("bse", of: "board", expected: ["star", "chinext", "main"])
    ) { try self.window("2026-03", "bse") }
    #expect(throws: TimetableError.self) { try self.window("2026-03", fixed: ["inquiry": "1"]) }
    #expect(throws: TimetableError.self) { try self.window("2026-03", counts: ["review": 1]) }
  }
}

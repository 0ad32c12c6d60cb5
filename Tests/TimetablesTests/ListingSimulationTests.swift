import Rulebooks
import Testing
import Timetables
import TradingDays

struct ListingSimulationTests {
  private func window(
    _ start: String, fixed: [String: String] = [:], counts: [String: Int] = [:]
  ) throws -> ListingWindow {
    try ListingWindow(
      try shippedPlan(), board: "star", start: try #require(DayWindow(start)),
      fixed: try fixed.mapValues { try #require(Span(fixed: $0)) }, counts: counts)
  }

  private static let noFactors = ["inquiry": 0, "history": 0, "policy": 0, "market": 0]

  @Test func `The same seed gives the same runs, another one others`() throws {
    let window = try window("2024-01")
    let first = ListingSimulation(window, runs: 500, seed: "a")
    #expect(first.ends == ListingSimulation(window, runs: 500, seed: "a").ends)
    #expect(first.ends != ListingSimulation(window, runs: 500, seed: "b").ends)
  }

  @Test func `Every run ends every stage in its window, or before the very latest`() throws {
    for counts in [Self.noFactors, [:], ["inquiry": 3, "policy": 1]] {
      let window = try window("2024-01", counts: counts)
      let simulation = ListingSimulation(window, runs: 2_000, seed: "bounds")
      for (part, ends) in zip(window.parts, simulation.ends) {
        #expect(ends.runs == 2_000)
        #expect(ends.day(percent: 0) >= part.ends.earliest)
        #expect(ends.day(percent: 100) <= part.stretched)
      }
      if counts == Self.noFactors {
        #expect(simulation.listing.runs(by: window.listing.latest) == 2_000)
        #expect(simulation.listing.runs(by: window.listing.earliest.adding(days: -1)) == 0)
      }
    }
  }

  /// With fixed times only the day of the start is drawn, and every day of the window comes.
  @Test func `Fixed times leave the start's days alone`() throws {
    let fixed = [
      "tutoring": "4w", "documents": "2w", "review": "4w", "registration": "1w", "issue": "2w",
    ]
    let window = try window("2024-01", fixed: fixed, counts: Self.noFactors)
    let simulation = ListingSimulation(window, runs: 3_100, seed: "even")
    #expect(simulation.listing.counts.count == 31)
    #expect(simulation.listing.day(percent: 0) == window.listing.earliest)
    #expect(simulation.listing.day(percent: 100) == window.listing.latest)
    #expect(simulation.listing.counts.allSatisfy { (50...150).contains($0.count) })
  }

  @Test func `Percentiles are the first days that reach their part`() throws {
    let fixed = [
      "tutoring": "4w", "documents": "2w", "review": "4w", "registration": "1w", "issue": "2w",
    ]
    let window = try window("2024-01", fixed: fixed, counts: Self.noFactors)
    let listing = ListingSimulation(window, runs: 1_000, seed: "percent").listing
    for percent in 0...100 {
      let day = listing.day(percent: percent)
      #expect(listing.runs(by: day) * 100 >= percent * 1_000)
      if day > listing.counts[0].day {
        #expect(listing.runs(by: day.adding(days: -1)) * 100 < percent * 1_000)
      }
    }
  }

  @Test func `Months follow each other without a gap and hold every run`() throws {
    let simulation = ListingSimulation(try window("2024-01"), runs: 300, seed: "gaps")
    let months = simulation.months
    #expect(months.map(\.runs).reduce(0, +) == 300)
    for (month, next) in zip(months, months.dropFirst()) {
      #expect(month.first.adding(months: 1) == next.first)
    }
    #expect(months.first.map { $0.runs > 0 } == true && months.last.map { $0.runs > 0 } == true)
  }

  /// How often a factor comes is its chance, and after each time again.
  @Test func `Chance decides as its percent says`() throws {
    let plan = StagePlan(
      id: "p", title: "", boards: ["b"],
      stages: [
        PlannedStage(
          id: "s", title: "", chinese: "", span: .nothing, source: RuleSource(.memory, ""),
          limits: nil)
      ],
      factors: [
        StretchingFactor(
          id: "f", title: "", chinese: "", stage: "s", span: try #require(Span(fixed: "1d")),
          chance: 50, times: 3, source: RuleSource(.memory, ""))
      ])
    let start = try #require(DayWindow("2024-01-01"))
    let window = try ListingWindow(plan, board: "b", start: start, fixed: [:], counts: [:])
    let counts = ListingSimulation(window, runs: 8_000, seed: "chance").listing.counts.map(\.count)
    // 4,000 without, 2,000 once, 1,000 twice, 1,000 three times; four standard deviations.
    #expect(counts.count == 4)
    for (count, expected) in zip(counts, [4_000, 2_000, 1_000, 1_000]) {
      #expect(abs(count - expected) < 180, "\(counts)")
    }
    let always = try ListingWindow(plan, board: "b", start: start, fixed: [:], counts: ["f": 5])
    #expect(ListingSimulation(always, runs: 10, seed: "").listing.counts.map(\.count) == [10])
    #expect(always.listing.latest == (try day("2024-01-06")))
  }

  /// The figures that Specs/timetable.md prints; timetable.py comes to the same.
  @Test func `The specification's runs come out`() throws {
    let fixed = [
      "tutoring": "4", "documents": "2", "review": "4", "registration": "1", "issue": "2w",
    ]
    let simulation = ListingSimulation(
      try window("2024-01", fixed: fixed), runs: 100_000, seed: "ipo-timetable")
    #expect(simulation.months.prefix(3).map(\.runs) == [21_821, 21_617, 13_531])
    #expect(simulation.listing.day(percent: 50) == (try day("2025-02-14")))
    #expect(simulation.listing.day(percent: 90) == (try day("2025-06-09")))
    #expect(simulation.listing.runs(by: try day("2025-01-13")) == 39_703)
  }
}

import Allotment
import Offerings
import Quantities
import Testing

/// One ratio a class, the first served best (网下配售).
@Suite struct ClassRatioTests {
  @Test func `A priority that binds lifts the leading class`() throws {
    let result = try allot(1_000, [("A", 1_000), ("B", 9_000)])
    #expect(result.classes.map(\.ratio) == [Ratio(7, 10), Ratio(1, 30)])
    #expect(result.counts == [700, 300])
    #expect(result.oddShares == .zero && result.oddLotAccount == nil)
  }

  @Test func `A priority that does not bind leaves one ratio for all`() throws {
    let result = try allot(1_000, [("A", 9_000), ("B", 1_000)])
    #expect(result.classes.map(\.ratio) == [Ratio(1, 10), Ratio(1, 10)])
    #expect(result.counts == [900, 100])
  }

  @Test func `At the priority exactly both classes have one ratio, above it they part`() throws {
    let equal = try allot(1_000, [("A", 7_000), ("B", 3_000)])
    #expect(equal.classes.map(\.ratio) == [Ratio(1, 10), Ratio(1, 10)])
    let parted = try allot(1_000, [("A", 6_990), ("B", 3_010)])
    #expect(parted.classes.map(\.ratio) == [Ratio(700, 6_990), Ratio(300, 3_010)])
  }

  @Test func `A class that asks less than its priority is served in full`() throws {
    let result = try allot(1_000, [("A", 500), ("B", 10_000)])
    #expect(result.classes.map(\.ratio) == [.one, Ratio(1, 20)])
    #expect(result.counts == [500, 500])
  }

  @Test func `A class without a bid is left out and its shares go on`() throws {
    let second = try allot(1_000, [("B", 10_000)])
    #expect(second.classes.map(\.name) == ["B"])
    #expect(second.counts == [1_000])
    let first = try allot(1_000, [("A", 10_000)])
    #expect(first.counts == [1_000])
  }

  /// STAR 2019: A at least 50%, A and B at least 70%.
  @Test(
    arguments: [
      // Both floors bind.
      ([("A", 100), ("B", 100), ("C", 9_800)], [Ratio(1, 2), Ratio(1, 5), Ratio(30, 9_800)]),
      // The first binds, the second is reached.
      ([("A", 100), ("B", 400), ("C", 500)], [Ratio(1, 2), Ratio(1, 18), Ratio(1, 18)]),
      // Neither binds.
      ([("A", 600), ("B", 300), ("C", 100)], [Ratio(1, 10), Ratio(1, 10), Ratio(1, 10)]),
      // The second alone would put B above A: both share it.
      (
        [("A", 1_000), ("B", 10), ("C", 8_990)],
        [Ratio(70, 1_010), Ratio(70, 1_010), Ratio(30, 8_990)]
      ),
      // A takes all it asked, B and C are floored beyond it.
      ([("A", 20), ("B", 100), ("C", 9_880)], [.one, Ratio(50, 100), Ratio(30, 9_880)]),
      // Without B the second floor is A's.
      ([("A", 200), ("C", 9_800)], [Ratio(70, 200), Ratio(30, 9_800)]),
      ([("B", 200), ("C", 9_800)], [Ratio(70, 200), Ratio(30, 9_800)]),
    ] as [([(String, Int64)], [Ratio])])
  func `Three classes with two floors`(rows: [(String, Int64)], ratios: [Ratio]) throws {
    let result = try allot(100, rows, rulebook: "cn-star-2019")
    #expect(result.classes.map(\.ratio) == ratios)
    #expect(result.classCounts.reduce(0, +) == 100)
  }

  @Test func `Tiers of one class share its floor`() throws {
    // A1, A2, A3 together at least 70%; 688795's classes.
    let result = try allot(
      1_000, [("A1", 300), ("A2", 100), ("A3", 100), ("B", 9_500)], rulebook: "cn-star-growth-2025")
    #expect(result.classes.map(\.name) == ["A1", "A2", "A3", "B"])
    #expect(result.classes.map(\.ratio) == [.one, .one, .one, Ratio(1, 19)])
    let scarce = try allot(
      1_000, [("A1", 600), ("A2", 200), ("A3", 200), ("B", 9_000)], rulebook: "cn-star-growth-2025")
    #expect(
      scarce.classes.map(\.ratio) == [Ratio(7, 10), Ratio(7, 10), Ratio(7, 10), Ratio(1, 30)])
  }

  @Test func `Bids below the offer are refused`() throws {
    #expect(
      throws: AllotmentError.demandBelowOffer(found: Shares(999), expected: Shares(1_000))
    ) { try allot(1_000, [("A", 499), ("B", 500)]) }
    #expect(try allot(1_000, [("A", 500), ("B", 500)]).counts == [500, 500])
  }

  @Test func `Announced shares of classes are followed`() throws {
    let rows: [(String, Int64)] = [("A", 1_000), ("B", 9_000)]
    let result = try allot(1_000, rows, announced: [("B", 100), ("A", 900)])
    #expect(result.classes.map(\.ratio) == [Ratio(9, 10), Ratio(1, 90)])
    #expect(result.counts == [900, 100])
    #expect(try allot(1_000, rows, announced: [("A", 700), ("B", 300)]).counts == [700, 300])
  }

  @Test func `Announced shares may not invert the classes`() throws {
    #expect(throws: AllotmentError.classRatioInverted(lower: "B", higher: "A")) {
      try allot(1_000, [("A", 8_000), ("B", 2_000)], announced: [("A", 799), ("B", 201)])
    }
    // Equal ratios are in order.
    let equal = try allot(
      1_000, [("A", 8_000), ("B", 2_000)], announced: [("A", 800), ("B", 200)])
    #expect(equal.counts == [800, 200])
  }

  @Test(
    arguments: [
      ([("A", 700), ("B", 299)], 999), ([("A", 700), ("B", 301)], 1_001), ([("A", 999)], 999),
    ] as [([(String, Int64)], Int64)])
  func `Announced shares must make up the tranche`(
    announced: [(String, Int64)], found: Int64
  ) throws {
    #expect(
      throws: AllotmentError.classesDoNotSumToOffline(
        found: Shares(found), expected: Shares(1_000))
    ) { try allot(1_000, [("A", 1_000), ("B", 9_000)], announced: announced) }
  }

  /// Nobody in class C bid: its 100 shares cannot be allotted, and the error counts without them.
  @Test func `Shares announced for a class without a bid do not count`() throws {
    #expect(
      throws: AllotmentError.classesDoNotSumToOffline(found: Shares(900), expected: Shares(1_000))
    ) {
      try allot(
        1_000, [("A", 1_000), ("B", 9_000)], rulebook: "cn-star-2019",
        announced: [("A", 700), ("B", 200), ("C", 100)])
    }
  }

  @Test func `Announced shares may not exceed what a class applied for`() throws {
    #expect(
      throws: AllotmentError.classAboveDemand(
        name: "A", found: Shares(801), expected: Shares(800))
    ) { try allot(1_000, [("A", 800), ("B", 9_000)], announced: [("A", 801), ("B", 199)]) }
    let all = try allot(1_000, [("A", 800), ("B", 9_000)], announced: [("A", 800), ("B", 200)])
    #expect(all.counts == [800, 200])
  }

  @Test func `Announced shares may not fall below a priority`() throws {
    #expect(
      throws: AllotmentError.priorityNotMet(
        classes: ["A"], found: Shares(699), expected: Shares(700))
    ) { try allot(1_000, [("A", 1_000), ("B", 9_000)], announced: [("A", 699), ("B", 301)]) }
    // A class that asks less than its priority need not reach it.
    let small = try allot(1_000, [("A", 100), ("B", 9_000)], announced: [("A", 100), ("B", 900)])
    #expect(small.counts == [100, 900])
    #expect(
      throws: AllotmentError.priorityNotMet(
        classes: ["A", "B"], found: Shares(69), expected: Shares(70))
    ) {
      try allot(
        100, [("A", 100), ("B", 100), ("C", 1_000)], rulebook: "cn-star-2019",
        announced: [("A", 50), ("B", 19), ("C", 31)])
    }
  }
}

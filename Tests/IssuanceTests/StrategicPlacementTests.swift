import Issuance
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

/// The strategic placement against its rulebook: every limit on both sides.
@Suite struct StrategicPlacementTests {
  private typealias World = StrategicWorld

  /// The names of what is refused.
  private func rules(_ world: World) throws -> [String] {
    try world.refusals().map { String($0.prefix { $0 != ":" }) }
  }

  @Test(arguments: [
    ("cn-star-2023", 9_999_000, 9, true), ("cn-star-2023", 9_999_000, 10, false),
    ("cn-star-2021", 99_999_999, 9, true), ("cn-star-2021", 99_999_999, 10, false),
    ("cn-star-2021", 100_000_000, 19, true), ("cn-star-2021", 100_000_000, 20, false),
    ("cn-star-2021", 400_000_000, 29, true), ("cn-star-2021", 400_000_000, 30, false),
    ("cn-star-2023", 100_000_000, 34, true), ("cn-star-2023", 100_000_000, 35, false),
  ])
  func `The sponsor's company counts among the investors`(
    rulebook: String, total: Int64, others: Int, isAllowed: Bool
  ) throws {
    var world = World(rulebook: rulebook, total: total)
    let rule = try #require(try world.offering().rules.strategic.coInvestment)
    let sponsor = try rule.shares(of: Shares(total), at: world.price)
    world.rows =
      World.investors(others) + [.init(account: "P", category: "sponsor", shares: sponsor.count)]
    let refused = try world.refusals()
    #expect(try rules(world) == (isAllowed ? [] : ["strategicInvestorsTooMany"]))
    if !isAllowed {
      #expect(refused[0].contains("has \(others + 1) investors, expected at most \(others) ("))
    }
  }

  /// The approval era knows strategic investors from 400m shares on.
  @Test(
    arguments: [
      (399_999_999, 1, 100, ["strategicInvestorsTooMany", "strategicShareAboveLimit"]),
      (400_000_000, 20, 6_000_000, []),
      (400_000_000, 21, 100, ["strategicInvestorsTooMany"]),
      (400_000_000, 20, 6_000_001, ["strategicShareAboveLimit"]),
    ] as [(Int64, Int, Int64, [String])])
  func `The approval era`(total: Int64, count: Int, shares: Int64, refused: [String]) throws {
    let world = World(
      rulebook: "cn-sse-main-approval", total: total, rows: World.investors(count, shares))
    #expect(try rules(world) == refused)
  }

  /// A fifth of 9,999,000 is 1,999,800; of 9,999,004 it is 1,999,800.8.
  @Test(arguments: [
    (9_999_000, 1_999_800, true), (9_999_000, 1_999_801, false), (9_999_004, 1_999_800, true),
    (9_999_004, 1_999_801, false), (100_000_000, 50_000_000, true),
    (100_000_000, 50_000_001, false),
  ])
  func `How much of the issue they take`(total: Int64, taken: Int64, isAllowed: Bool) throws {
    let world = World(
      rulebook: "cn-sse-main-2023", total: total, rows: World.investors(1, taken))
    #expect(try rules(world) == (isAllowed ? [] : ["strategicShareAboveLimit"]))
  }

  @Test(arguments: [(999_900, true), (999_901, false)])
  func `The employees' plans take a tenth at most, all together`(
    shares: Int64, isAllowed: Bool
  ) throws {
    let world = World(rows: [
      World.sponsor, .init(account: "E1", category: "employees", shares: 500_000),
      .init(account: "E2", category: "employees", shares: shares - 500_000),
    ])
    #expect(try rules(world) == (isAllowed ? [] : ["employeesShareAboveLimit"]))
  }

  @Test(arguments: [(499_950, true), (499_949, false), (499_951, false)])
  func `The sponsor takes the tier's shares, not one more or less`(
    shares: Int64, isExact: Bool
  ) throws {
    var world = World(rows: [World.sponsor])
    world.rows[0].shares = shares
    for rulebook in ["cn-star-2023", "cn-chinext-2023", "cn-star-2019"] {
      world.rulebook = rulebook
      #expect(try rules(world) == (isExact ? [] : ["coInvestmentDiffers"]))
    }
    world.rulebook = "cn-sse-main-2023"
    #expect(try rules(world) == [])
  }

  @Test func `Each of joint sponsors takes the tier's shares`() throws {
    var other = World.sponsor
    other.account = "SECOND"
    #expect(try rules(World(rows: [World.sponsor, other])) == [])
    other.shares -= 1
    #expect(try rules(World(rows: [World.sponsor, other])) == ["coInvestmentDiffers"])
  }

  @Test(arguments: [
    ("cn-star-2019", false), ("cn-star-2021", false), ("cn-star-2023", false),
    ("cn-chinext-2020", true), ("cn-chinext-2023", true), ("cn-szse-main-2023", true),
  ])
  func `Only STAR always asks for a sponsor's company`(rulebook: String, isAllowed: Bool) throws {
    var world = World(rulebook: rulebook, rows: World.investors(2))
    #expect(try rules(world) == (isAllowed ? [] : ["coInvestmentMissing"]))
    // Nobody takes what there was at first.
    world.initial = 200
    world.rows = []
    #expect(try rules(world) == (isAllowed ? [] : ["coInvestmentMissing"]))
    // Terms without strategic shares are told, not refused.
    world.initial = 0
    let line = try world.report()["co-investment"]
    let isTold = line?.contains("none, though the board asks for 499,950 shares (") ?? false
    #expect(isTold == !isAllowed)
  }

  /// T is 2023-02-17, so that the money is due by the end of the 16th.
  @Test(arguments: [
    ("2023-02-16T23:59:59+08:00", true), ("2023-02-17T00:00:00+08:00", true),
    ("2023-02-17T00:00:01+08:00", false), ("", true),
  ])
  func `The money is there before T`(paidAt: String, isInTime: Bool) throws {
    var world = World(rows: [World.sponsor], isTimed: true)
    world.rows[0].paidAt = paidAt
    #expect(try rules(world) == (isInTime ? [] : ["strategicPaidLate"]))
    if isInTime {
      let line = try #require(try world.report()["day of payment"])
      #expect(line.contains(paidAt.isEmpty ? "not known of 1 of 1 investor" : "the last at"))
      #expect(line.contains("due by T-1 24:00"))
    }
  }

  @Test(arguments: [(0, "0.00"), (1, "0.01")])
  func `What is paid too much comes back, what is too little is refused`(
    over: Int64, back: String
  ) throws {
    var world = World(rows: [World.sponsor])
    world.rows[0].over = over
    #expect(try world.report()["comes back at T+4"] == "\(back) yuan")
    world.rows[0].over = -1
    #expect(try rules(world) == ["strategicPaidShort"])
  }

  @Test func `All that is wrong is refused at once, each with its clause`() throws {
    var world = World(
      rows: World.investors(10, 100_000) + [World.sponsor]
        + [.init(account: "E", category: "employees", shares: 999_901)], isTimed: true)
    world.rows[0].paidAt = "2023-03-01"
    world.rows[1].over = -1
    world.rows[10].shares += 1
    let refused = try world.refusals()
    #expect(
      try rules(world) == [
        "strategicPaidShort", "strategicPaidLate", "strategicInvestorsTooMany",
        "strategicShareAboveLimit", "employeesShareAboveLimit", "coInvestmentDiffers",
      ])
    let rulebook = try world.offering().rulebook
    for key in [
      "strategic.payment_deadline", "strategic.limits", "strategic.employees_percent",
      "strategic.co_investment",
    ] {
      let clause = try #require(rulebook.clause(of: key))
      #expect(refused.contains { $0.contains("(\(clause))") }, "\(key)")
    }
  }

  @Test func `A stated reason lets a deal depart from the rules that allow it`() throws {
    var world = World(rows: World.investors(1, 1_999_801))
    #expect(try rules(world) == ["strategicShareAboveLimit", "coInvestmentMissing"])
    world.departures = [
      Departure(rule: .strategicShareAboveLimit, reason: "as the plan says"),
      Departure(rule: .coInvestmentMissing, reason: "a reason of its own"),
    ]
    #expect(try rules(world) == [])
    // Another rule's reason is none.
    world.departures = [Departure(rule: .coInvestmentDiffers, reason: "x")]
    #expect(try rules(world) == ["strategicShareAboveLimit", "coInvestmentMissing"])
  }

  @Test func `What was announced before the journal began is told, not refused`() throws {
    var world = World(rows: World.investors(11, 200_000))
    #expect(
      try rules(world) == [
        "strategicInvestorsTooMany", "strategicShareAboveLimit", "coInvestmentMissing",
      ])
    world.beginsAtPrice = true
    let told = try #require(try world.report()["departs"]).split(separator: "\n")
    #expect(told.count == 3 && told.allSatisfy { $0.hasSuffix("; no reason is stated") })
    world.rows[0].over = -1
    #expect(try rules(world) == ["strategicPaidShort"])
  }

  @Test func `A departure is told with its reason`() throws {
    var world = World(
      rows: [World.sponsor],
      departures: [Departure(rule: .coInvestmentDiffers, reason: "as the plan says")])
    #expect(try world.report()["departs"] == nil)
    world.rows[0].shares -= 1
    let line = try #require(try world.report()["departs"])
    #expect(line.hasPrefix("coInvestmentDiffers: SPONSOR takes 499,949 shares, expected 499,950"))
    #expect(line.hasSuffix("stated reason: as the plan says"))
  }

  @Test func `The report tells what is allowed beside what there is`() throws {
    let world = World(rows: [
      World.sponsor, .init(account: "E", category: "employees", shares: 999_900, over: 150),
      .init(account: "I", shares: 150),
    ])
    let report = try world.report()
    #expect(report["limits"] == "3 investors of at most 10; 15.0015% of the issue, at most 20%")
    #expect(report["employees' plans"] == "999,900 shares, 10.0000% of the issue, at most 10%")
    #expect(
      report["co-investment"]
        == "499,950 shares; the tier is 5% of 9,999,000 shares, for at most 40,000,000.00 yuan")
    #expect(report["paid in advance"] == "30,000,001.50 yuan")
    #expect(report["comes back at T+4"] == "1.50 yuan")
  }

  /// Both sides of each tier, and of each cap.
  @Test(arguments: [
    // Below 1bn yuan: 5% of the issue half up, at most 40m yuan.
    (21_419_150, 2_512, 1_070_958), (21_419_149, 2_512, 1_070_957), (10_000_000, 8_000, 500_000),
    (10_000_000, 8_001, 499_937), (50_000_000, 1_999, 2_001_000),
    // From 1bn: 4%, at most 60m.
    (50_000_000, 2_000, 2_000_000), (50_000_000, 3_000, 2_000_000), (50_000_000, 3_001, 1_999_333),
    (50_000_000, 3_999, 1_500_375),
    // From 2bn: 3%, at most 100m.
    (50_000_000, 4_000, 1_500_000), (50_000_000, 9_999, 1_000_100),
    // From 5bn: 2%, at most 1bn.
    (50_000_000, 10_000, 1_000_000), (1_000_000_000, 5_000, 20_000_000),
    (1_000_000_000, 5_001, 19_996_000),
  ])
  func `The tiers of the co-investment`(total: Int64, fen: Int64, expected: Int64) throws {
    let rule = try #require(try Sample.rulebook("cn-star-2023").values.strategic.coInvestment)
    #expect(try rule.shares(of: Shares(total), at: Price(fen: fen)) == Shares(expected))
  }
}

import Clawback
import Quantities
import Rulebooks
import Testing

/// Both edges of every band of every shipped rulebook.
@Suite struct BandTests {
  /// What moves of 10,000,000 shares: in the band above 50 times, above 100, above 150.
  struct Row: Sendable, CustomTestStringConvertible {
    let rulebook: String
    let labels: [String]
    let moves: [Int64]
    var testDescription: String { rulebook }
  }

  static let rows = [
    row("cn-sse-main-approval", ["50-100", "100-150", "150+"], [2_000_000, 4_000_000, 6_000_000]),
    row(
      "cn-szse-main-approval", ["50-100", "100-150", "150+"], [2_000_000, 4_000_000, 6_000_000]),
    row("cn-sse-main-2023", ["50-100", "100+", "100+"], [2_000_000, 4_000_000, 4_000_000]),
    row("cn-szse-main-2023", ["50-100", "100+", "100+"], [2_000_000, 4_000_000, 4_000_000]),
    row("cn-star-2019", ["50-100", "100+", "100+"], [500_000, 1_000_000, 1_000_000]),
    row("cn-star-2021", ["50-100", "100+", "100+"], [500_000, 1_000_000, 1_000_000]),
    row("cn-star-2023", ["50-100", "100+", "100+"], [500_000, 1_000_000, 1_000_000]),
    row("cn-star-growth-2025", ["50-100", "100+", "100+"], [500_000, 1_000_000, 1_000_000]),
    row("cn-chinext-2020", ["50-100", "100+", "100+"], [1_000_000, 2_000_000, 2_000_000]),
    row("cn-chinext-2023", ["50-100", "100+", "100+"], [1_000_000, 2_000_000, 2_000_000]),
  ]

  private static func row(_ rulebook: String, _ labels: [String], _ moves: [Int64]) -> Row {
    Row(rulebook: rulebook, labels: labels, moves: moves)
  }

  @Test func `Every shipped rulebook has its row`() {
    #expect(Set(Self.rows.map(\.rulebook)) == Set(ShippedRulebooks.ids))
  }

  @Test(arguments: rows)
  func `A multiple at an edge lies in the band below, one lot more in the band above`(
    row: Row
  ) throws {
    let rules = try rules(row.rulebook)
    let lot = rules.lot.count
    let labels = ["none"] + row.labels
    let moves = [0] + row.moves
    for (index, edge) in [Int64(50), 100, 150].enumerated() {
      let at = try decide(edge * 3_000_000, rules)
      #expect(at.band == labels[index], "\(edge).0 times")
      #expect(at.clawback.count == moves[index], "\(edge).0 times")
      let above = try decide(edge * 3_000_000 + lot, rules)
      #expect(above.band == labels[index + 1], "\(edge) times and a lot")
      #expect(above.clawback.count == moves[index + 1], "\(edge) times and a lot")
      #expect(above.online.count == 3_000_000 + moves[index + 1])
      #expect(above.offline.count == 7_000_000 - moves[index + 1])
    }
    let endless = try decide(1_000_000_000_000, rules)
    #expect(endless.band == labels[3])
  }

  private func decide(_ applied: Int64, _ rules: RuleValues) throws -> Reallocation {
    try Reallocation.decide(
      demand(base: 10_000_000, offline: 7_000_000, online: 3_000_000, applied: applied), by: rules)
  }

  /// 5% and 40% of an odd base, and 90% of it left online.
  @Test(arguments: [
    ("cn-star-2023", 10_000_001, 60, 500_500), ("cn-star-2023", 9_990_001, 60, 500_000),
    ("cn-star-2023", 10_000_000, 60, 500_000), ("cn-star-2023", 10_010_000, 60, 500_500),
    ("cn-szse-main-2023", 10_001_000, 160, 4_000_500),
    ("cn-szse-main-2023", 10_001_250, 160, 4_000_500),
    ("cn-szse-main-2023", 10_001_251, 160, 4_001_000),
    ("cn-sse-main-approval", 10_001_000, 160, 6_001_000),
    ("cn-sse-main-approval", 10_001_112, 160, 6_002_000),
    ("cn-szse-main-approval", 10_001_000, 160, 6_001_000),
    ("cn-szse-main-approval", 10_000_556, 160, 6_001_000),
    ("cn-szse-main-approval", 10_000_555, 160, 6_000_500),
  ])
  func `What moves goes up to the lot`(
    rulebook: String, base: Int64, times: Int64, moved: Int64
  ) throws {
    let decision = try Reallocation.decide(
      demand(
        base: base, offline: base - 3_000_000, online: 3_000_000, applied: times * 3_000_000),
      by: rules(rulebook))
    #expect(decision.clawback.count == moved, "\(decision.reason)")
    #expect(decision.online.count == 3_000_000 + moved)
    #expect(decision.offline.count == base - 3_000_000 - moved)
  }

  @Test func `The decision carries its multiple, rate and winners`() throws {
    let decision = try Reallocation.decide(
      demand(base: 20_348_192, offline: 14_245_192, online: 6_103_000, applied: 21_331_645_000),
      by: rules("cn-star-2019"))
    #expect(decision.multiple.decimal(places: 2) == "3495.27")
    #expect(decision.winningRate.percent(places: 8) == "0.03814989")
    #expect(decision.isDrawn)
    #expect(decision.winners(lot: Shares(500)) == 16_276)
    #expect(decision.base == Shares(20_348_192))
    #expect(decision.suspension == nil)
    let parts = ["3495.27 times is above 100", "10% of 20,348,192", "2,034,819.2", "2,035,000"]
    for part in parts { #expect(decision.reason.contains(part), "\(decision.reason)") }
  }

  /// Of 4,500,000 shares online 1,500,000 are over-allotted: 50 times counts them, 20% does not.
  @Test func `Over-allotted shares count in the multiple and not in the base`() throws {
    let rules = try rules("cn-szse-main-2023")
    let at = try Reallocation.decide(
      demand(base: 10_000_000, offline: 7_000_000, online: 4_500_000, applied: 225_000_000),
      by: rules)
    #expect(at.band == "none")
    let above = try Reallocation.decide(
      demand(base: 10_000_000, offline: 7_000_000, online: 4_500_000, applied: 225_000_500),
      by: rules)
    #expect(above.clawback == Shares(2_000_000))
    #expect(above.online == Shares(6_500_000))
    #expect(above.offline == Shares(5_000_000))
  }

  /// With 70% of final offline locked, 40% of what remains: c = 0.4 (10m − 0.7 (7m − c)), so
  /// c = 0.4 × 5.1m / 0.72 = 2,833,333.3.
  @Test func `An agreed lock leaves the base, measured on final offline`() throws {
    let locked = demand(
      base: 10_000_000, offline: 7_000_000, online: 3_000_000, applied: 600_000_000,
      locked: Ratio(7, 10))
    let decision = try Reallocation.decide(locked, by: rules("cn-sse-main-2023"))
    #expect(decision.clawback == Shares(2_833_500))
    #expect(decision.offline == Shares(4_166_500))
    // 70% of final offline, 2,916,550, is left out of the base.
    #expect(decision.base == Shares(7_083_450))
    // Above 150 times: online = 0.9 (10m − 0.7 (10m − online)), so 2.7m / 0.37 = 7,297,297.3.
    let most = try Reallocation.decide(locked, by: rules("cn-sse-main-approval"))
    #expect(most.online == Shares(7_298_000))
  }
}

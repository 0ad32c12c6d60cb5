import Bookbuilding
import Offerings
import Quantities
import Rulebooks
import SampleOfferings
import Testing

@Suite struct DemandCurveTests {
  private func curve(_ levels: [(String, Int)]) throws -> DemandCurve {
    let offering = try Inquiry.offering(rules: { rules in
      rules.book.elimination = EliminationRule(atLeast: nil, atMost: nil, stop: .under)
    })
    let rows = levels.enumerated().map { "i\($0) a\($0) A \($1.0) \($1.1) 10:00 \($0 + 1)" }
    return try BookReview(
      of: Book(bids: try rows.map(bid)), register: nil, by: BookTerms(of: offering)
    ).curve
  }

  @Test func `Levels add up from the highest price down`() throws {
    let curve = try curve([("10.00", 300), ("11.00", 100), ("10.00", 200), ("9.00", 6_000)])
    #expect(curve.levels.map(\.price.fen) == [1_100, 1_000, 900])
    #expect(curve.levels.map(\.accounts) == [1, 2, 1])
    #expect(curve.levels.map(\.shares.count) == [100, 500, 6_000])
    #expect(curve.levels.map(\.cumulativeAccounts) == [1, 3, 4])
    #expect(curve.levels.map(\.cumulativeShares.count) == [100, 600, 6_600])
    #expect(curve.cover(at: curve.levels[1]) == Ratio(1, 10))
  }

  @Test func `A cluster is a run of levels that hold a twentieth each`() throws {
    // Of 10,000 shares: 500 is a twentieth, 400 is not.
    let curve = try curve([
      ("12.00", 500), ("11.90", 600), ("11.80", 400), ("11.70", 8_000), ("11.60", 500),
    ])
    #expect(curve.clusters.map(\.highest.fen) == [1_200, 1_170])
    #expect(curve.clusters.map(\.lowest.fen) == [1_190, 1_160])
    #expect(curve.clusters.map(\.accounts) == [2, 2])
    #expect(curve.clusters.map(\.shares.count) == [1_100, 8_500])
  }

  @Test func `A straight curve has no kink, a bent one has it at its corner`() throws {
    let straight = try curve((0...10).map { ("\(20 - $0).00", 100) })
    #expect(straight.kinks.isEmpty)
    let bent = try curve(
      (0...10).map { ("\(30 - $0).00", 100) } + (11...20).map { ("\(30 - $0).00", 1_000) })
    #expect(bent.kinks.map(\.price.fen) == [2_000])
  }

  @Test func `A bend of a twentieth of the demand counts, a smaller one does not`() throws {
    // From 100 to 1,000 over two prices: the line's middle is 550, and 50 is a twentieth of 1,000.
    func kinks(_ middle: Int) throws -> Int {
      try curve([("12.00", 100), ("11.00", middle), ("10.00", 900 - middle)]).kinks.count
    }
    #expect(try kinks(500) == 1 && kinks(499) == 0)
    #expect(try kinks(400) == 1 && kinks(401) == 0)
  }
}

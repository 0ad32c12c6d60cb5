import Fairness
import Testing

@Suite struct OutcomeWalkTests {
  @Test func everyOutcomeComesOnce() {
    var walk = OutcomeWalk()
    var seen: [[UInt64]] = []
    repeat {
      let first = walk.below(3)
      // The second draw depends on the first, as the draws of a lottery do.
      seen.append(first == 1 ? [1] : [first, walk.below(first + 2)])
      #expect(walk.weight == (first == 1 ? 3 : 3 * (first + 2)))
    } while walk.advance()
    #expect(seen == [[0, 0], [0, 1], [1], [2, 0], [2, 1], [2, 2], [2, 3]])
  }

  @Test func theProbabilitiesSumToOne() {
    var walk = OutcomeWalk()
    var sum = 0
    repeat {
      let first = walk.below(4)
      _ = first > 0 ? walk.below(first) : 0
      sum += 12 / Int(walk.weight / 4)
    } while walk.advance()
    // Each outcome weighs 4 × (1, 1, 2 or 3): four times twelve twelfths.
    #expect(sum == 4 * 12)
  }

  @Test func anAcceptedOutcomeIsOneOfTheAccepted() {
    var walk = OutcomeWalk()
    var seen: [UInt64] = []
    repeat {
      seen.append(walk.below(10, attempts: 1_000) { $0 % 4 == 1 } ?? 99)
      #expect(walk.weight == 3)
    } while walk.advance()
    #expect(seen == [1, 5, 9])
    #expect(walk.rarestAcceptance?.accepted == 3)
    #expect(walk.rarestAcceptance?.of == 10)
    #expect(!walk.hasGivenUp)
  }

  @Test func theRarestAcceptanceIsKept() {
    var walk = OutcomeWalk()
    _ = walk.below(10, attempts: 5) { $0 < 9 }
    _ = walk.below(100, attempts: 5) { $0 < 80 }
    _ = walk.below(10, attempts: 5) { $0 < 9 }
    _ = walk.below(10, attempts: 5) { _ in true }
    // As many attempts as it takes always succeed.
    _ = walk.below(10, attempts: .max) { $0 < 1 }
    #expect(walk.rarestAcceptance?.accepted == 80)
    #expect(walk.rarestAcceptance?.of == 100)
  }

  @Test func whereNothingIsAcceptedThereIsOneOutcome() {
    var walk = OutcomeWalk()
    let drawn = walk.below(10, attempts: 1_000) { _ in false }
    #expect(drawn == nil)
    #expect(walk.hasGivenUp)
    #expect(walk.weight == 1)
    let isFollowed = walk.advance()
    #expect(!isFollowed)
  }
}

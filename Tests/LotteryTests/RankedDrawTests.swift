import Cryptography
import Lottery
import Testing

@Suite struct RankedDrawTests {
  @Test(arguments: Vectors.draws(by: "ranked"))
  func publishedDraws(vector: Vectors.Draw) throws {
    let drawn = try RankedDraw.draw(
      in: NumberRange(first: vector.first, count: vector.count), winners: vector.winners,
      seed: Digest(parsingSeed: vector.seed))
    #expect(Array(drawn.prefix(10)) == vector.head)
    #expect(digest(ofLines: drawn).hex == vector.digest)
  }

  @Test func smallWorldsAgreeWithAWrittenList() throws {
    for count in Int64(1)...60 {
      let numbers = try NumberRange(first: 100, count: count)
      for winners in 0...count {
        let drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: seed(Int(count)))
        #expect(drawn == naive(numbers: numbers, winners: winners, seed: seed(Int(count))))
      }
    }
  }

  @Test func aSparseListAgreesWithAWrittenOne() throws {
    let numbers = try NumberRange(first: 1, count: 20_000)
    for winners: Int64 in [2_499, 2_500, 2_501] {
      let drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: seed(1))
      #expect(drawn == naive(numbers: numbers, winners: winners, seed: seed(1)))
      #expect(Set(drawn).count == Int(winners))
    }
  }

  @Test func reservesFollowTheWinners() throws {
    let numbers = try NumberRange(first: 1, count: 1_000_000)
    let winners = try RankedDraw.draw(in: numbers, winners: 100, seed: seed(2))
    let withReserves = try RankedDraw.draw(in: numbers, winners: 1_000, seed: seed(2))
    #expect(Array(withReserves.prefix(100)) == winners)
  }

  @Test func moreWinnersThanNumbersAreRefused() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    #expect(throws: LotteryError.moreWinnersThanNumbers(found: 11, expected: 10)) {
      try RankedDraw.draw(in: numbers, winners: 11, seed: .zero)
    }
    #expect(throws: LotteryError.negativeWinners(found: -1)) {
      try RankedDraw.draw(in: numbers, winners: -1, seed: .zero)
    }
  }

  private func naive(numbers: NumberRange, winners: Int64, seed: Digest) -> [Int64] {
    var generator = SHA256Generator(seed: seed)
    var list = Array(numbers.first...numbers.last)
    return (0..<winners).map { _ in
      let position = Int(generator.below(UInt64(list.count)))
      let taken = list[position]
      let last = list.removeLast()
      if position < list.count { list[position] = last }
      return taken
    }
  }
}

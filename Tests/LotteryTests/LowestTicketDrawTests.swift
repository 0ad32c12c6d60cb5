import Cryptography
import Lottery
import Testing

@Suite struct LowestTicketDrawTests {
  @Test(arguments: Vectors.draws(by: "lowest-ticket"))
  func publishedDraws(vector: Vectors.Draw) throws {
    let drawn = try LowestTicketDraw.draw(
      in: NumberRange(first: vector.first, count: vector.count), winners: vector.winners,
      seed: Digest(parsingSeed: vector.seed))
    #expect(Array(drawn.prefix(10)) == vector.head)
    #expect(digest(ofLines: drawn).hex == vector.digest)
  }

  @Test func smallWorldsAgreeWithSorting() throws {
    for count in Int64(1)...40 {
      let numbers = try NumberRange(first: 7, count: count)
      let sorted = (numbers.first...numbers.last).sorted {
        LowestTicketDraw.ticket(of: $0, seed: .zero) < LowestTicketDraw.ticket(of: $1, seed: .zero)
      }
      for winners in 0...count {
        let drawn = try LowestTicketDraw.draw(in: numbers, winners: winners, seed: .zero)
        #expect(drawn == Array(sorted.prefix(Int(winners))))
      }
    }
  }

  @Test func aTicketIsTheHashOfSeedAndNumber() {
    let message = seed(1).bytes + [0, 0, 0, 0x17, 0x48, 0x76, 0xe8, 0x00]
    #expect(LowestTicketDraw.ticket(of: 100_000_000_000, seed: seed(1)) == SHA256.hash(message))
  }

  @Test func moreWinnersThanNumbersAreRefused() throws {
    let numbers = try NumberRange(first: 1, count: 10)
    #expect(throws: LotteryError.moreWinnersThanNumbers(found: 11, expected: 10)) {
      try LowestTicketDraw.draw(in: numbers, winners: 11, seed: .zero)
    }
    #expect(throws: LotteryError.negativeWinners(found: -1)) {
      try LowestTicketDraw.draw(in: numbers, winners: -1, seed: .zero)
    }
  }
}

import Cryptography
import Lottery

/// Draws that are known to be uneven: what the tests must find, or they prove nothing.
enum UnfairDraws {
  static func all() throws -> [FrequencyTest] {
    let numbers = try NumberRange(first: 1, count: 25)
    return [
      FrequencyTest(
        subject: "made uneven", name: "16 bits modulo 10,000, in 100 cells",
        kind: .equal(100)
      ) { seed, counts in
        var generator = SHA256Generator(seed: seed)
        for _ in 0..<4 { counts[Int(generator.bits(16) % 10_000) / 100] += 1 }
      },
      FrequencyTest(
        subject: "made uneven", name: "shuffle that swaps with any of 10, rank by number",
        kind: .permutations(10)
      ) { seed, counts in
        var generator = SHA256Generator(seed: seed)
        var list = Array(0..<10)
        for rank in 0..<10 { list.swapAt(rank, Int(generator.below(10))) }
        for (rank, number) in list.enumerated() { counts[10 * rank + number] += 1 }
      },
      FrequencyTest(
        subject: "made uneven", name: "tail-numbers 8+1, 10 of 25, held to be even",
        kind: .equal(25)
      ) { seed, counts in
        let winners = try TailNumberDraw.draw(
          in: numbers, winners: 10, nines: .eightPlusOne, seed: seed
        ).winningNumbers(in: numbers)
        var choice = SHA256Generator(seed: SHA256.hash(seed.bytes))
        counts[Int(winners[Int(choice.below(10))]) - 1] += 1
      },
    ]
  }
}

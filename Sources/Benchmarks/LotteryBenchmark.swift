import Cryptography
import Foundation
import Lottery
import Parallelism

/// Times the draws inside the process, best of several rounds, beside what bounds them: a named
/// peer for the ranked draw, the raw rate of one-block hashes for the lowest tickets.
enum LotteryBenchmark {
  private static let rounds = 7
  private static let seed = SHA256.hash("ipo lottery benchmark")

  static func run() throws {
    print(line(["draw", "best of \(rounds)", "of its peer"]))
    for row in try ranked() + tails() + lowestTicket() { print(line(row)) }
  }

  /// A wide first column, the others to the right.
  private static func line(_ cells: [String]) -> String {
    let name = cells[0].padding(toLength: 52, withPad: " ", startingAt: 0)
    return name
      + cells.dropFirst().map { String(repeating: " ", count: max(1, 14 - $0.count)) + $0 }.joined()
  }

  private static func ranked() throws -> [[String]] {
    let numbers = try NumberRange(first: 1, count: 200_000_000)
    let winners: Int64 = 50_000
    var drawn: [Int64] = []
    let own = try best {
      drawn = try RankedDraw.draw(in: numbers, winners: winners, seed: seed)
    }
    let name = "ranked, 50,000 of 200,000,000"
    guard let peer = try PythonPeer.rankedDraw(in: numbers, winners: winners, seed: seed, rounds)
    else { return [[name, text(own), "no python3 here"]] }
    let digest = SHA256.hash(drawn.map { "\($0)\n" }.joined()).hex
    guard peer.digest == digest else { throw DifferentResult(own: digest, peer: peer.digest) }
    return [
      [name, text(own), ratio(own, peer.seconds)],
      ["  peer: Python 3, hashlib and a dict, same winners", text(peer.seconds), ""],
    ]
  }

  private static func tails() throws -> [[String]] {
    let numbers = try NumberRange(first: 100_000_000_000, count: 500_000_000)
    var rows: [[String]] = []
    for nines in Nines.allCases {
      // One draw takes less than the clock can tell, so that many seeds are drawn.
      let seeds = (0..<1_000).map { SHA256.hash("ipo lottery benchmark \($0)") }
      var tails = TailNumbers()
      let all = try best {
        for seed in seeds {
          tails = try TailNumberDraw.draw(
            in: numbers, winners: 250_000, nines: nines, seed: seed)
        }
      }
      rows.append([
        "tail-numbers \(nines), 250,000 of 500,000,000", text(all / Double(seeds.count)), "",
      ])
      let listed = best { precondition(tails.winningNumbers(in: numbers).count == 250_000) }
      rows.append(["  and every winning number, sorted", text(listed), ""])
    }
    return rows
  }

  private static func lowestTicket() throws -> [[String]] {
    let numbers = try NumberRange(first: 100_000_000_000, count: 10_000_000)
    let own = try best {
      let drawn = try LowestTicketDraw.draw(in: numbers, winners: 10_000, seed: seed)
      precondition(drawn.count == 10_000)
    }
    let parts = 256
    let all = best { precondition(concurrentMap(count: parts) { hash(numbers, $0, parts) } != []) }
    let one = best { precondition(hash(numbers, 0, 1) < .max) }
    return [
      ["lowest-ticket, 10,000 of 10,000,000", text(own), ratio(own, all)],
      ["  peer: 10,000,000 one-block hashes, all cores", text(all), ""],
      ["  10,000,000 one-block hashes, one core", text(one), ""],
    ]
  }

  /// Hashes one of `parts` equal parts of the range and gives the lowest first word.
  private static func hash(_ numbers: NumberRange, _ part: Int, _ parts: Int) -> UInt32 {
    var hash = CounterHash(key: seed)
    var lowest = UInt32.max
    let (first, count) = (UInt64(numbers.first), UInt64(numbers.count))
    let start = first + count * UInt64(part) / UInt64(parts)
    let end = first + count * UInt64(part + 1) / UInt64(parts)
    for number in start..<end { lowest = min(lowest, hash.firstWord(of: number)) }
    return lowest
  }

  private static func best(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Duration.seconds(Int64.max)
    for _ in 0..<rounds { best = min(best, try clock.measure(body)) }
    let (seconds, attoseconds) = best.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  private static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.0001: String(format: "%.2f µs", seconds * 1e6)
    case ..<1: String(format: "%.2f ms", seconds * 1e3)
    default: String(format: "%.2f s", seconds)
    }
  }

  private static func ratio(_ own: Double, _ peer: Double) -> String {
    String(format: "%.2f", own / peer)
  }
}

/// The peer drew other winners.
private struct DifferentResult: Error {
  let own: String
  let peer: String
}

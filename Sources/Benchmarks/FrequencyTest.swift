import Cryptography
import Lottery

/// One question of evenness: how often each of some cells is met over many seeds.
struct FrequencyTest: Sendable {
  enum Kind: Sendable {
    /// Independent observations, each in one cell of these probabilities.
    case cells([Double])
    /// Each seed puts so many numbers into as many ranks: a table of ranks by numbers.
    case permutations(Int)

    /// So many equally likely cells.
    static func equal(_ count: Int) -> Kind {
      .cells([Double](repeating: 1 / Double(count), count: count))
    }
  }

  let subject: String
  let name: String
  let kind: Kind
  /// Counts what one seed gives.
  let observe: @Sendable (Digest, inout [Int]) throws -> Void

  /// Counts over seeds that are fixed by the test's name and their index.
  func run(seeds: Int) throws -> ChiSquare {
    switch kind {
    case .cells(let probabilities):
      return ChiSquare(
        counts: try count(seeds, in: probabilities.count), probabilities: probabilities)
    case .permutations(let count):
      return ChiSquare(permutations: try self.count(seeds, in: count * count), count: count)
    }
  }

  private func count(_ seeds: Int, in cells: Int) throws -> [Int] {
    var counts = [Int](repeating: 0, count: cells)
    for index in 0..<seeds {
      try observe(SHA256.hash("ipo fairness: \(subject): \(name): \(index)"), &counts)
    }
    return counts
  }
}

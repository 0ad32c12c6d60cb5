import Cryptography
import Foundation
import Lottery
import Testing

/// The published draws of the contract, read from `Vectors/lottery.json`.
struct Vectors: Decodable {
  struct Generator: Decodable {
    let seed: String
    let below: [UInt64]
    let values: [UInt64]
  }

  struct Draw: Decodable, CustomStringConvertible {
    let method: String
    let first: Int64
    let count: Int64
    let winners: Int64
    let seed: String
    let nines: String?
    let tails: [String: [String]]?
    let head: [Int64]?
    let digest: String?

    enum CodingKeys: String, CodingKey {
      case method, first, count, winners, seed, nines, tails, head
      case digest = "sha256_of_numbers_one_per_line"
    }

    var description: String { "\(method) \(winners) of \(count)" }
  }

  let generator: Generator
  let firstBlock: String
  let draws: [Draw]

  enum CodingKeys: String, CodingKey {
    case generator, draws
    case firstBlock = "first_block_hex"
  }

  static let lottery: Vectors = {
    let url = Bundle.module.url(forResource: "Vectors/lottery", withExtension: "json")
    guard let url, let data = try? Data(contentsOf: url),
      let vectors = try? JSONDecoder().decode(Vectors.self, from: data)
    else { preconditionFailure("Vectors/lottery.json cannot be read") }
    return vectors
  }()

  static func draws(by method: String) -> [Draw] {
    lottery.draws.filter { $0.method == method }
  }
}

/// The digest of numbers written one a line, each ended by LF.
func digest(ofLines numbers: [Int64]) -> Digest {
  SHA256.hash(numbers.map { "\($0)\n" }.joined())
}

/// Seeds that have nothing in common but their making.
func seed(_ number: Int) -> Digest {
  SHA256.hash("seed \(number)")
}

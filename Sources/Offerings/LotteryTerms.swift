import CanonicalJSON
import Cryptography
import Lottery

/// How the draw is made.
public struct LotteryTerms: Equatable, Sendable {
  public var firstNumber: Int64
  public var nines: Nines
  /// A bare seed: it makes a draw a demonstration, since whoever wrote the terms chose it.
  public var seed: Digest?

  public init(firstNumber: Int64, nines: Nines, seed: Digest?) {
    self.firstNumber = firstNumber
    self.nines = nines
    self.seed = seed
  }

  var canonical: JSONValue {
    [
      "first_number": .string(String(firstNumber)), "nines": .string(nines.description),
      "seed": seed.map { .string($0.hex) } ?? .null,
    ]
  }
}

import CanonicalJSON
import Lottery

/// How the online draw is made.
public struct LotteryTerms: Equatable, Sendable {
  public var firstNumber: Int64
  public var method: DrawMethod
  public var seed: SeedSource

  /// The name of the online draw in commitments and in the seed's text.
  public static let drawName = "online"

  public init(firstNumber: Int64, method: DrawMethod, seed: SeedSource) {
    self.firstNumber = firstNumber
    self.method = method
    self.seed = seed
  }

  var canonical: JSONValue {
    [
      "first_number": .string(String(firstNumber)), "method": .string(method.description),
      "seed": seed.canonical,
    ]
  }
}

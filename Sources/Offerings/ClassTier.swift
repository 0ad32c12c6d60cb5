import CanonicalJSON
import Quantities
import Rulebooks

/// A class of offline investors with the lock-up it agreed to.
public struct ClassTier: Equatable, Sendable {
  public let name: String
  public let tier: LockTier

  public init(name: String, tier: LockTier) {
    self.name = name
    self.tier = tier
  }

  var canonical: JSONValue {
    [
      "class": .string(name), "percent": .string(tier.share.shortPercent),
      "months": .integer(Int64(tier.months)),
    ]
  }
}

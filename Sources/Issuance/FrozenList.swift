import Cryptography
import Lottery

/// The list of applications as it was frozen: what every draw from it refers to.
public struct FrozenList: Equatable, Sendable {
  /// The RFC 6962 root over the rows `account,shares[,salt]`.
  public let root: Digest
  /// The numbers handed out.
  public let numbers: NumberRange
}

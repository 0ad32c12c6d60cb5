/// How an exchange splits nine tails of one length into groups that are drawn together.
///
/// Specs: contract section 4, tail-numbers.
public enum Nines: Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// Shanghai: a group of eight, then one.
  case eightPlusOne
  /// Shenzhen: a group of five, then four.
  case fivePlusFour

  /// Reads `8+1` or `5+4`.
  public init(parsing text: some StringProtocol) throws(LotteryError) {
    guard let nines = Self.allCases.first(where: { $0.description == text }) else {
      throw .unknownNines(found: String(text))
    }
    self = nines
  }

  /// The text that the terms of a draw use.
  public var description: String {
    switch self {
    case .eightPlusOne: "8+1"
    case .fivePlusFour: "5+4"
    }
  }

  /// The size of the next group when `tails` tails of one length, at least 1, are still wanted.
  public func groupSize(forTails tails: UInt64) -> UInt64 {
    switch tails {
    case 0: preconditionFailure("No tails need no group")
    case 1: 1
    case 2, 3: 2
    case 4: 4
    case 5, 6, 7: 5
    case 8: 8
    default: self == .eightPlusOne ? 8 : 5
    }
  }
}

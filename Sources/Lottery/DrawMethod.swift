/// The method by which a draw (摇号抽签) picks its winners.
///
/// Specs: contract section 4.
public enum DrawMethod: Hashable, Sendable, CaseIterable, CustomStringConvertible {
  /// Winning tails, drawn in groups as an exchange's ceremony does.
  case tailNumbers(Nines)
  /// Single numbers in rank order, so that reserves follow the winners.
  case ranked
  /// The numbers with the lowest hashes, which every applicant can compute for himself.
  case lowestTicket

  /// The four methods.
  public static let allCases: [DrawMethod] = [
    .tailNumbers(.eightPlusOne), .tailNumbers(.fivePlusFour), .ranked, .lowestTicket,
  ]

  /// Reads the text of the terms, such as `tail-numbers 8+1` or `ranked`.
  public init(parsing text: some StringProtocol) throws(LotteryError) {
    guard let method = Self.allCases.first(where: { $0.description == text }) else {
      throw .unknownMethod(found: String(text))
    }
    self = method
  }

  /// The text that `seed.txt` and the terms of a draw use.
  public var description: String {
    switch self {
    case .tailNumbers(let nines): "tail-numbers \(nines)"
    case .ranked: "ranked"
    case .lowestTicket: "lowest-ticket"
    }
  }
}

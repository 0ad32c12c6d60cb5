import Quantities

/// How much of the quoted quantity is removed from the top of the book (高价剔除), in percent of what the
/// valid bids quote.
public struct EliminationRule: Equatable, Sendable {
  public let atLeast: Ratio?
  public let atMost: Ratio?
  public let stop: Stop

  /// Which whole account is the last one to be removed.
  public enum Stop: String, CaseIterable, Sendable {
    /// The last one with which the removed part is not above the share: 2.9951% of 3%.
    case under
    /// The first one with which the removed part reaches the share: 1.0016% of 1%.
    case over
  }

  public init(atLeast: Ratio?, atMost: Ratio?, stop: Stop) {
    self.atLeast = atLeast
    self.atMost = atMost
    self.stop = stop
  }

  /// What is aimed at where a deal does not choose: the edge at which the rule stops; nil where the rule
  /// names none.
  public var usualShare: Ratio? {
    switch stop {
    case .under: atMost ?? atLeast
    case .over: atLeast ?? atMost
    }
  }

  /// Whether a deal may aim at this share.
  public func allows(_ share: Ratio) -> Bool {
    (atLeast.map { $0 <= share } ?? true) && (atMost.map { share <= $0 } ?? true)
  }
}

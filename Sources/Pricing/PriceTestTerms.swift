import Offerings
import Quantities

/// What prices are tested with beside the book.
public struct PriceTestTerms: Equatable, Sendable {
  /// The online demands to suppose, each over the online shares.
  public let onlineMultiples: [Ratio]
  /// What strategic investors finally take.
  public let strategicFinal: Shares

  /// Supposed where nobody says otherwise: one below, one inside and one above the bands of most rulebooks.
  public static let usualMultiples = [Ratio(40, 1), Ratio(60, 1), Ratio(120, 1)]

  /// - Parameter strategicFinal: nil where it is not known: then what was set aside.
  public init(
    of offering: Offering, onlineMultiples: [Ratio] = usualMultiples, strategicFinal: Shares? = nil
  ) {
    self.onlineMultiples = onlineMultiples
    self.strategicFinal = strategicFinal ?? offering.terms.shares.strategic
  }
}

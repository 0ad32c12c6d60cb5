import Quantities

/// Something that may go wrong between the price and the allotment.
public enum Shock: Equatable, Sendable {
  /// Online applies for so many times its shares.
  case online(Ratio)
  /// So many of the investors with the most effective shares don't take them.
  case withoutLargest(Int)
  /// Every effective bid is cut by this part.
  case haircut(Ratio)

  /// The shocks that a price is put under where nobody names any.
  public static let usual: [Shock] =
    [Ratio(1, 2), Ratio(40, 1), Ratio(60, 1), Ratio(120, 1)].map(Shock.online)
    + [1, 5, 10].map(Shock.withoutLargest)
    + [10, 30, 50].map { Shock.haircut(Ratio($0, 100)) }
}

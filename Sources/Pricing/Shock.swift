import Quantities

/// Something that may go wrong between the price and the allotment.
public enum Shock: Equatable, Sendable {
  /// Online applies for so many times its shares.
  case online(Ratio)
  /// So many of the investors with the most effective shares don't take them.
  case withoutLargest(Int)
  /// Every effective bid is cut by this part.
  case haircut(Ratio)
}

import Bookbuilding
import Offerings
import Quantities

/// One quote of a book that is made, before it has names and a place in the file.
struct SyntheticQuote {
  /// By number, from 0.
  var investor: Int
  let investorClass: String
  /// In millionths of a yuan.
  var price: Int64
  var shares: Int64
  /// Why it shall not be valid; nil where it shall.
  var fault: Fault?
  /// Whether it comes before all others.
  var isFirst = false

  /// What is wrong with a quote that screening has to remove.
  enum Fault {
    case documentsMissing, overAssets, barred, late, related, offStep, unregistered, aboveMaximum,
      classDiffers, offTick, belowMinimum
  }
}

/// Why a bid is not valid (无效报价), in the order in which bids are tested: a bid that fails several tests
/// is removed for the first of them.
public enum ScreeningReason: String, CaseIterable, Comparable, Sendable {
  /// Before the inquiry opened, or after it closed.
  case early
  case late
  /// The account quoted again later: its last bid in time counts.
  case superseded
  /// Not on the list of accounts that may quote, or there under another investor.
  case unregistered
  case barred
  case related
  case documentsMissing
  /// Another class than the account is registered with.
  case classDiffers
  /// A class that the deal does not have.
  case unknownClass
  case offTick
  case belowMinimum
  case offStep
  case aboveMaximum
  /// Price times shares is above the account's assets.
  case overAssets
  /// The investor quoted more different prices than it may.
  case tooManyPrices
  /// The investor's highest price is too far above its lowest.
  case priceSpread

  /// The rule of the rulebook whose clause is the reason's.
  public var rule: String {
    switch self {
    case .early: "book.opens"
    case .late: "book.closes"
    case .superseded: "book.repeated_bid"
    case .unregistered, .barred, .related, .documentsMissing: "book.registration"
    case .classDiffers, .unknownClass: "offline.classes"
    case .offTick: "price.tick"
    case .belowMinimum, .offStep, .aboveMaximum: "book.step_shares"
    case .overAssets: "book.assets"
    case .tooManyPrices: "book.prices_per_investor"
    case .priceSpread: "book.price_spread_percent"
    }
  }

  public static func < (left: ScreeningReason, right: ScreeningReason) -> Bool {
    left.order < right.order
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

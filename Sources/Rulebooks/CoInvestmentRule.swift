import Quantities

/// What the sponsor's own company takes of the issue (保荐机构跟投), by what the issue raises.
public struct CoInvestmentRule: Equatable, Sendable {
  /// When it has to.
  public enum Occasion: String, CaseIterable, Sendable {
    case always
    /// Where the issuer has no profit, has special voting rights or is a red chip, or where the price is
    /// above the four numbers.
    case conditional
  }

  /// One tier: part of the issue, and the most in money.
  public struct Tier: Equatable, Sendable {
    /// Holds for issues that raise less than this; nil for every larger one.
    public let below: Money?
    public let share: Ratio
    public let cap: Money

    public init(below: Money?, share: Ratio, cap: Money) {
      self.below = below
      self.share = share
      self.cap = cap
    }
  }

  public let occasion: Occasion
  /// Smallest first.
  public let tiers: [Tier]

  public init(occasion: Occasion, tiers: [Tier]) {
    self.occasion = occasion
    self.tiers = tiers
  }

  /// The tier of an issue that raises so much; nil where none holds.
  public func tier(forProceeds gross: Money) -> Tier? {
    tiers.first { tier in tier.below.map { gross < $0 } ?? true }
  }

  /// The shares that the sponsor takes: the tier's part of the issue, half up, and no more than the cap
  /// pays for at the price.
  public func shares(of total: Shares, at price: Price) throws(QuantityError) -> Shares {
    guard let tier = tier(forProceeds: try price * total) else { return .zero }
    return min(
      Shares(try tier.share.times(total.count, .halfUp)), price.sharesPaid(by: tier.cap))
  }
}

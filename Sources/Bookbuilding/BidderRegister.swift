import Offerings
import Quantities
import TradingDays

/// The accounts that may quote (配售对象名单): registered with the association, not barred, with the assets
/// that they have shown.
public struct BidderRegister: Sendable {
  /// One account.
  public struct Bidder: Equatable, Sendable {
    public let investor: AccountName
    public let investorClass: String
    /// Total assets (资产规模); nil where no limit by assets holds for the account.
    public let assets: Money?
    public let standing: Standing

    public init(
      investor: AccountName, investorClass: String, assets: Money?, standing: Standing
    ) {
      self.investor = investor
      self.investorClass = investorClass
      self.assets = assets
      self.standing = standing
    }
  }

  /// Whether an account may take part.
  public enum Standing: Equatable, Sendable {
    case registered
    /// Registered, but without the documents that the deal asked for (未提交核查材料).
    case incomplete
    /// Connected with the issuer or an underwriter (关联方).
    case related
    /// On the association's list of the barred (限制名单) through a day, or without an end.
    case barred(through: Day?)
  }

  private let bidders: [AccountName: Bidder]

  public init(_ bidders: [AccountName: Bidder]) { self.bidders = bidders }

  public subscript(account: AccountName) -> Bidder? { bidders[account] }

  public var count: Int { bidders.count }
}

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

  private let accounts: NameNumbers
  /// By the accounts' numbers.
  private let bidders: [Bidder]

  public init(_ bidders: [AccountName: Bidder]) {
    var accounts = NameNumbers()
    self.bidders = bidders.map { account, bidder in
      _ = accounts.add(account)
      return bidder
    }
    self.accounts = accounts
  }

  /// - Parameter bidders: by the accounts' numbers.
  /// - Precondition: as many as there are accounts.
  public init(_ accounts: NameNumbers, _ bidders: [Bidder]) {
    precondition(accounts.count == bidders.count, "one bidder an account")
    self.accounts = accounts
    self.bidders = bidders
  }

  public subscript(account: AccountName) -> Bidder? {
    accounts.number(of: account).map { bidders[$0] }
  }

  /// The place of an account's bidder.
  @inline(__always)
  func place(of account: AccountName, _ hash: NameNumbers.Hash) -> Int? {
    accounts.number(of: account, hash)
  }

  /// Whether nothing that the register says is against a bid, whenever it was submitted.
  ///
  /// - Parameter cost: in millionths of a yuan.
  @inline(__always)
  func isPlain(_ place: Int, _ investor: AccountName, _ investorClass: String, costing cost: Int128)
    -> Bool
  {
    bidders.withUnsafeBufferPointer { bidders in
      guard case .registered = bidders[place].standing,
        bidders[place].investor == investor, bidders[place].investorClass == investorClass
      else { return false }
      return bidders[place].assets.map { cost <= Int128($0.fen) * 10_000 } ?? true
    }
  }

  public var count: Int { bidders.count }

  /// Every account with its bidder, in the order of the list.
  public var all: [(account: AccountName, bidder: Bidder)] {
    Array(zip(accounts.names, bidders)).map { ($0, $1) }
  }
}

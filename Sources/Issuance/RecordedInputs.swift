import Bookbuilding
import Offerings

/// The rows that an offering's folder holds so far; each file is sealed by the step that reads it.
public struct RecordedInputs: Sendable {
  public var strategic: Sealed<[StrategicInvestor]>?
  public var bids: Sealed<Book>?
  public var bidders: Sealed<BidderRegister>?
  public var applications: Sealed<ApplicationList>?
  public var payments: Sealed<[Payment]>?
  public var holders: Sealed<[Holder]>?
  /// What a person should know of the files though nothing in them is wrong.
  public var notes: [String] = []

  public init(
    strategic: Sealed<[StrategicInvestor]>? = nil, bids: Sealed<Book>? = nil,
    bidders: Sealed<BidderRegister>? = nil,
    applications: Sealed<ApplicationList>? = nil, payments: Sealed<[Payment]>? = nil,
    holders: Sealed<[Holder]>? = nil
  ) {
    self.strategic = strategic
    self.bids = bids
    self.bidders = bidders
    self.applications = applications
    self.payments = payments
    self.holders = holders
  }
}

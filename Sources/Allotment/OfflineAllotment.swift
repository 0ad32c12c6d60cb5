import Bookbuilding
import Offerings
import Quantities
import Rulebooks

/// The pro rata allotment of the offline tranche (网下比例配售): one ratio a class, whole shares
/// rounded down, the odd shares (零股) to one account by rule.
public struct OfflineAllotment: Sendable {
  /// One effective bid and what it receives.
  public struct Line: Equatable, Sendable {
    public let bid: Bid
    public internal(set) var allotted: Shares
  }

  /// One class with its ratio.
  public struct ClassResult: Equatable, Sendable {
    public let name: String
    public let accounts: Int
    public let applied: Shares
    /// What the class receives, odd shares included.
    public internal(set) var allotted: Shares
    /// Before rounding down.
    public let ratio: Ratio
  }

  /// In the order of the book.
  public internal(set) var lines: [Line]
  /// The best served first; classes without a bid are left out.
  public internal(set) var classes: [ClassResult]
  /// What rounding left over.
  public internal(set) var oddShares: Shares
  /// The account that got it, or the first of several where it had no room for all.
  public internal(set) var oddLotAccount: AccountName?

  /// Allots `shares` among `bids`.
  ///
  /// - Parameter announced: what the underwriter announced for each class; where it is empty the
  ///   rulebook's priorities decide.
  public static func allot(
    _ shares: Shares, among bids: [Bid], of offering: Offering, announced: [ClassAllotment]
  ) throws(AllotmentError) -> OfflineAllotment {
    do {
      let demands = try classDemands(bids, offering)
      let applied = try Shares.sum(demands.map(\.shares))
      guard applied >= shares else {
        throw AllotmentError.demandBelowOffer(found: applied, expected: shares)
      }
      let ratios =
        announced.isEmpty
        ? try ClassRatios.byPriority(shares, demands, offering.rules)
        : try ClassRatios.announced(announced, shares, demands, offering.rules)
      return try rounded(shares, bids, demands, ratios)
    } catch let error as AllotmentError {
      throw error
    } catch let error as QuantityError {
      throw .quantity(error)
    } catch {
      preconditionFailure("no other error is thrown above: \(error)")
    }
  }

  private static func classDemands(
    _ bids: [Bid], _ offering: Offering
  ) throws(QuantityError) -> [ClassDemand] {
    var demands: [ClassDemand] = []
    for name in offering.bidClasses {
      let own = bids.filter { $0.investorClass == name }
      guard !own.isEmpty else { continue }
      demands.append(
        ClassDemand(
          name: name, accounts: own.count, shares: try Shares.sum(own.map(\.shares))))
    }
    return demands
  }

  private static func rounded(
    _ shares: Shares, _ bids: [Bid], _ demands: [ClassDemand], _ ratios: [Ratio]
  ) throws(QuantityError) -> OfflineAllotment {
    var ratioOfClass: [String: Int] = [:]
    for (index, demand) in demands.enumerated() { ratioOfClass[demand.name] = index }
    var lines: [Line] = []
    var totals = [Shares](repeating: .zero, count: demands.count)
    for bid in bids {
      guard let index = ratioOfClass[bid.investorClass] else {
        preconditionFailure("bids are read with the offering's classes")
      }
      let allotted = Shares(try ratios[index].times(bid.shares.count, .down))
      totals[index] = try totals[index] + allotted
      lines.append(Line(bid: bid, allotted: allotted))
    }
    let odd = try shares - Shares.sum(totals)
    var result = OfflineAllotment(
      lines: lines,
      classes: demands.enumerated().map { index, demand in
        ClassResult(
          name: demand.name, accounts: demand.accounts, applied: demand.shares,
          allotted: totals[index], ratio: ratios[index])
      }, oddShares: odd, oddLotAccount: nil)
    try result.placeOddShares()
    return result
  }

  /// The odd shares go to the largest bid of the first class, ties by time, then by platform order.
  /// Nobody gets more than was applied for: what a bid has no room for goes to the next in that
  /// order, then to the next class.
  private mutating func placeOddShares() throws(QuantityError) {
    var left = oddShares
    for index in classes.indices where left > .zero {
      let candidates = lines.indices.filter { lines[$0].bid.investorClass == classes[index].name }
        .sorted { left, right in
          let (a, b) = (lines[left].bid, lines[right].bid)
          return (b.shares, a.submittedAt, a.sequence) < (a.shares, b.submittedAt, b.sequence)
        }
      for line in candidates where left > .zero {
        let added = min(left, try lines[line].bid.shares - lines[line].allotted)
        guard added > .zero else { continue }
        lines[line].allotted = try lines[line].allotted + added
        classes[index].allotted = try classes[index].allotted + added
        left = try left - added
        oddLotAccount = oddLotAccount ?? lines[line].bid.account
      }
    }
  }
}

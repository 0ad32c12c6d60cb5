import Quantities
import TradingDays

extension Elimination {
  /// Why nothing is removed though something was aimed at, in words; nil where something is, or was not to
  /// be.
  public var whyNothing: String? {
    guard count == 0, keptAtPrice == 0, let aim, let first = ranked.bids.first else { return nil }
    let share = Ratio(first.shares.count, max(1, ranked.total.count)).percent(places: 4)
    return "nothing: the first account alone is \(share)%, and \(aim.shortPercent)% were aimed at"
  }

  /// Where the removal ends, in words (剔除临界): "all above 122.94 yuan; at 122.94 yuan those of fewer than
  /// 22,000,000 shares"; nil where nothing is removed.
  public var cut: String? {
    guard let last = removedLast else { return nil }
    guard count < ranked.bids.count, ranked.bids[count].price == last.price else {
      return "all at \(last.price) yuan and above"
    }
    let next = ranked.bids[count]
    var parts = ["all above \(last.price) yuan"]
    var place = "at \(last.price) yuan"
    // What orders the last removed and the first that stays; whatever comes before it is cut whole.
    if last.shares != next.shares {
      parts.append("\(place) those of fewer than \(next.shares) shares")
      return parts.joined(separator: "; ")
    }
    parts.append("\(place) those of fewer than \(last.shares) shares")
    place += " and \(last.shares) shares"
    if last.submittedAt != next.submittedAt {
      parts.append("\(place) those submitted after \(next.submittedAt.marketClock)")
      return parts.joined(separator: "; ")
    }
    parts.append("\(place) those submitted after \(last.submittedAt.marketClock)")
    place += ", submitted then,"
    parts.append(
      last.sequence != next.sequence
        ? "\(place) those with a sequence above \(next.sequence)"
        : "\(place) with sequence \(last.sequence) those after row \(next.row + 1)")
    return parts.joined(separator: "; ")
  }
}

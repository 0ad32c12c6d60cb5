import Bookbuilding
import Offerings
import Quantities

/// Which prices are tested.
public enum PriceCandidates {
  /// In percent of the lowest of the four numbers: 130 is the most that most rulebooks allow.
  public static let usualPercents: [Int64] = [80, 85, 90, 95, 98, 100, 102, 105, 110, 120, 130]
  /// The most candidates of one call.
  public static let limit = 1_000

  /// The usual candidates around the lowest of the four numbers, each down to the tick, as far as a bid that
  /// remains reaches them, and a price that is known already; the lowest first, each once.
  public static func usual(_ review: BookReview, known: Price?) throws(QuantityError) -> [Price] {
    var prices = Set([known].compactMap(\.self))
    let elimination = review.elimination
    if let lowest = review.fourNumbers?.lowest,
      let highest = elimination.ranked.bids[elimination.remaining].first?.price
    {
      for percent in usualPercents {
        let fen = divide(
          Int128(lowest.numerator) * Int128(percent), by: Int128(lowest.denominator) * 100, .down)
        guard let fen = Int64(exactly: fen) else { throw .overflow("a candidate price") }
        let onTick = fen / review.terms.tick.fen * review.terms.tick.fen
        if onTick > 0, onTick <= highest.fen { prices.insert(Price(fen: onTick)) }
      }
    }
    return prices.sorted()
  }

  /// Every step from one price to another, the last included where a step meets it; nil where that would be
  /// more than `limit`.
  ///
  /// - Precondition: `from <= to`, `step > 0`.
  public static func range(from first: Price, to last: Price, step: Money) -> [Price]? {
    precondition(first <= last && step > .zero, "a range goes up")
    guard (last.fen - first.fen) / step.fen < Int64(limit) else { return nil }
    return stride(from: first.fen, through: last.fen, by: Int(step.fen)).map { Price(fen: $0) }
  }
}

import Lottery

/// Divides a whole number by weights where each part has a least and a most.
enum BoundedSplit {
  /// Parts near `weights`, none outside its bounds, that sum to `total`.
  ///
  /// - Throws: `totalsImpossible` where the bounds leave no such parts.
  static func proportional(
    _ total: Int64, _ weights: [Int64], in bounds: [ClosedRange<Int64>], of what: String
  ) throws(SynthesisError) -> [Int64] {
    let least = bounds.reduce(0) { $0 + $1.lowerBound }
    let most = bounds.reduce(0) { $0 + $1.upperBound }
    guard (least...most).contains(total) else {
      throw .totalsImpossible(
        "\(what): found \(total), expected \(least) to \(most) for \(bounds.count) of them")
    }
    var parts = zip(ShareSplit.proportional(total, weights), bounds).map { part, bounds in
      min(max(part, bounds.lowerBound), bounds.upperBound)
    }
    var missing = total - parts.reduce(0, +)
    while missing != 0 {
      let room = parts.indices.filter { index in
        missing > 0
          ? parts[index] < bounds[index].upperBound : parts[index] > bounds[index].lowerBound
      }
      let share = max(1, Int64(missing.magnitude) / Int64(room.count))
      for index in room where missing != 0 {
        let moved =
          missing > 0
          ? min(share, bounds[index].upperBound - parts[index], missing)
          : max(-share, bounds[index].lowerBound - parts[index], missing)
        parts[index] += moved
        missing -= moved
      }
    }
    return parts
  }

  /// The same bounds for all.
  static func proportional(
    _ total: Int64, _ weights: [Int64], each bounds: ClosedRange<Int64>, of what: String
  ) throws(SynthesisError) -> [Int64] {
    try proportional(
      total, weights, in: Array(repeating: bounds, count: weights.count), of: what)
  }

  /// Weights of a few large and many small: what accounts and houses are like.
  static func weights(_ count: Int, _ generator: inout SHA256Generator) -> [Int64] {
    (0..<count).map { _ in
      let draw = Int64(generator.below(1_000))
      return 300 + draw * draw / 500
    }
  }
}

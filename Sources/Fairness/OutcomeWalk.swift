import Lottery

/// A source that takes a draw through every outcome it can have, one after the other.
///
/// Run the draw with the walk, read `weight`, call `advance`, and run the draw again, until
/// nothing is left. The outcomes of `below(n)` are 0, 1, … n − 1 and equally likely. Where an
/// attempt can fail, the outcomes are those that are accepted, equally likely too: that is the
/// distribution of the first accepted one of attempts without end.
///
/// ```swift
/// var walk = OutcomeWalk()
/// repeat {
///   let drawn = try RankedDraw.draw(in: numbers, winners: 2, from: &walk)
///   // `drawn` has the probability 1 / walk.weight.
/// } while walk.advance()
/// ```
public struct OutcomeWalk: UniformSource, Sendable {
  private struct Choice {
    var taken: UInt64
    let options: UInt64
  }

  private var path: [Choice] = []
  private var depth = 0

  /// The rarest acceptance met so far among attempts of a limited number: so many bases of so
  /// many. `nil` while every such attempt was accepted or none could be.
  public private(set) var rarestAcceptance: (accepted: UInt64, of: UInt64)?

  /// Whether attempts of a limited number met a state in which none could be accepted.
  public private(set) var hasGivenUp = false

  /// Stands at the first outcome.
  public init() {}

  /// The product of the numbers of options along this outcome; its probability is the inverse.
  public var weight: UInt64 {
    path.reduce(1) { product, choice in product * choice.options }
  }

  /// Goes to the next outcome; false when there is none.
  public mutating func advance() -> Bool {
    depth = 0
    while let last = path.popLast() {
      if last.taken + 1 < last.options {
        path.append(Choice(taken: last.taken + 1, options: last.options))
        return true
      }
    }
    return false
  }

  /// The outcome of one draw on the way.
  public mutating func below(_ bound: UInt64) -> UInt64 {
    if depth == path.count { path.append(Choice(taken: 0, options: bound)) }
    precondition(path[depth].options == bound, "A draw must ask the same on the same way")
    depth += 1
    return path[depth - 1].taken
  }

  /// One of the accepted outcomes; `nil` where there is none.
  ///
  /// - Complexity: O(bound).
  public mutating func below(
    _ bound: UInt64, attempts: Int, accepting isAccepted: (UInt64) -> Bool
  ) -> UInt64? {
    let accepted = (0..<bound).filter(isAccepted)
    if attempts < .max { note(accepted: UInt64(accepted.count), of: bound) }
    return accepted.isEmpty ? nil : accepted[Int(below(UInt64(accepted.count)))]
  }

  private mutating func note(accepted: UInt64, of bound: UInt64) {
    guard accepted > 0 else {
      hasGivenUp = true
      return
    }
    guard accepted < bound else { return }
    if let rarest = rarestAcceptance, rarest.accepted * bound <= accepted * rarest.of { return }
    rarestAcceptance = (accepted, bound)
  }
}

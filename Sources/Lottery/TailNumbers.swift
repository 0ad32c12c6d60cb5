/// The result of a draw by tails: the tails (末尾数) in drawn order, none of which overlap.
///
/// ```swift
/// let tails = try TailNumbers([TailNumber(parsing: "3"), TailNumber(parsing: "07")])
/// try tails.winners(in: NumberRange(first: 1, count: 100))  // 11
/// ```
///
/// Specs: contract section 4, tail-numbers.
public struct TailNumbers: Sendable {
  /// The tails in drawn order.
  public private(set) var tails: [TailNumber]

  private var index: TailIndex

  /// No tails, by which nothing wins.
  public init() {
    tails = []
    index = TailIndex()
  }

  /// Takes tails in drawn order; two of which one equals or ends in the other are refused.
  ///
  /// - Complexity: O(tails × lengths).
  public init(_ tails: [TailNumber]) throws(LotteryError) {
    var index = TailIndex()
    for (position, tail) in tails.enumerated() {
      if let earlier = index.insert(tail, at: position) {
        throw .overlappingTails(first: tails[earlier], second: tail)
      }
    }
    // A shorter tail may come later than the one that ends in it, so this needs all of them.
    for (position, tail) in tails.enumerated() {
      let other = index.position(endingIn: tail.value, digitsMax: tail.digits - 1)
      if let other {
        throw .overlappingTails(
          first: tails[min(position, other)], second: tails[max(position, other)])
      }
    }
    self.tails = tails
    self.index = index
  }

  /// How many numbers of the range win; exact, since no number wins twice.
  public func winners(in numbers: NumberRange) -> Int64 {
    tails.reduce(0) { sum, tail in sum + tail.hits(in: numbers) }
  }

  /// The numbers of the range that win, ascending.
  ///
  /// - Complexity: O(winners × log winners).
  public func winningNumbers(in numbers: NumberRange) -> [Int64] {
    var winning: [Int64] = []
    winning.reserveCapacity(Int(winners(in: numbers)))
    for tail in tails {
      guard let offset = tail.firstHitOffset(in: numbers) else { continue }
      for hit in 0..<UInt64(tail.hits(in: numbers)) {
        winning.append(numbers.first + Int64(offset + hit * tail.modulus))
      }
    }
    winning.sort()
    return winning
  }

  /// The tails by length, shortest first, in drawn order within a length.
  public var byLength: [(digits: Int, tails: [TailNumber])] {
    let lengths = Set(tails.map(\.digits)).sorted()
    return lengths.map { digits in
      (digits: digits, tails: tails.filter { tail in tail.digits == digits })
    }
  }

  /// The tail by which a number wins, if it does.
  ///
  /// - Complexity: O(lengths).
  public func tail(winning number: Int64) -> TailNumber? {
    guard number >= 0, let position = index.position(endingIn: UInt64(number)) else {
      return nil
    }
    return tails[position]
  }

  /// Whether the digits, seen as a tail, equal or end in one that is already there; asked while
  /// tails are added shortest first.
  func covers(_ value: UInt64) -> Bool {
    index.position(endingIn: value) != nil
  }

  /// Adds a tail that `covers` has denied.
  mutating func append(_ tail: TailNumber) {
    let earlier = index.insert(tail, at: tails.count)
    precondition(earlier == nil, "A tail was drawn twice")
    tails.append(tail)
  }
}

extension TailNumbers: Equatable {
  /// Whether both hold the same tails in the same order.
  public static func == (left: TailNumbers, right: TailNumbers) -> Bool {
    left.tails == right.tails
  }
}

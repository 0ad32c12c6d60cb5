import Cryptography

/// The draw by tail numbers (摇号抽签), as the exchanges' ceremonies run it.
///
/// Short tails first, in groups of evenly spaced ones, as long as whole tails of that length fit
/// what is left to win; the rest by numbers of full length, one winner each.
///
/// Specs: contract section 4, tail-numbers.
public enum TailNumberDraw {
  /// The tails by which exactly `winners` numbers of the range win.
  ///
  /// Where every number wins, or none, there is nothing to draw and the list is empty. Refuses
  /// more winners than numbers.
  public static func draw(
    in numbers: NumberRange, winners: Int64, nines: Nines, seed: Digest
  ) throws(LotteryError) -> TailNumbers {
    var generator = SHA256Generator(seed: seed)
    return try draw(in: numbers, winners: winners, nines: nines, from: &generator)
  }

  /// The same draw from any source.
  ///
  /// A group is asked for as `below(10^k)` with a thousand attempts, a number of full length as
  /// `below(N)` with as many as it takes.
  public static func draw(
    in numbers: NumberRange, winners: Int64, nines: Nines, from source: inout some UniformSource
  ) throws(LotteryError) -> TailNumbers {
    try numbers.checkRoom(for: winners)
    guard winners > 0, winners < numbers.count else { return TailNumbers() }
    var ceremony = Ceremony(numbers: numbers, nines: nines, left: winners)
    let fullLength = PowerOfTen.leastExponent(covering: UInt64(numbers.count))
    for digits in 1..<fullLength { ceremony.drawGroups(digits: digits, from: &source) }
    ceremony.drawSingles(digits: fullLength, from: &source)
    return ceremony.drawn
  }
}

/// A ceremony under way: what is drawn, and how many winners are left to find.
private struct Ceremony {
  let numbers: NumberRange
  let nines: Nines
  var left: Int64
  var drawn = TailNumbers()

  /// After so many failed draws in a row a length is given up.
  static let failedDrawsMax = 1_000

  /// Draws groups of one length until no whole tail fits, or none can be found.
  mutating func drawGroups(digits: Int, from source: inout some UniformSource) {
    while true {
      let tails = wholeTails(digits: digits)
      guard tails > 0 else { return }
      let size = nines.groupSize(forTails: tails)
      guard drawGroup(of: size, digits: digits, from: &source) else { return }
    }
  }

  /// Draws single numbers, each by all of its digits, until every winner is found.
  mutating func drawSingles(digits: Int, from source: inout some UniformSource) {
    let modulus = PowerOfTen.value(digits)
    let first = UInt64(numbers.first)
    while left > 0 {
      // Fewer numbers win than there are, so that one is still without a tail.
      let offset = source.below(UInt64(numbers.count), attempts: .max) { offset in
        !drawn.covers((first + offset) % modulus)
      }
      guard let offset else { preconditionFailure("A source gave up where a number was left") }
      drawn.append(TailNumber(digits: digits, value: (first + offset) % modulus))
      left -= 1
    }
  }

  /// How many tails of a length the winners that are left would fill: ⌊R·10^k / N⌋.
  private func wholeTails(digits: Int) -> UInt64 {
    // R < N and 10^k < N, so that the quotient is below 10^k and fits a word.
    let product = UInt64(left).multipliedFullWidth(by: PowerOfTen.value(digits))
    return UInt64(numbers.count).dividingFullWidth(product).quotient
  }

  /// Draws one group; false when a thousand draws in a row failed.
  private mutating func drawGroup(
    of size: UInt64, digits: Int, from source: inout some UniformSource
  ) -> Bool {
    let modulus = PowerOfTen.value(digits)
    let base = source.below(modulus, attempts: Self.failedDrawsMax) { base in
      guard let hits = hits(ofGroup: size, from: base, digits: digits) else { return false }
      return hits <= left
    }
    guard let base, let hits = hits(ofGroup: size, from: base, digits: digits) else {
      return false
    }
    for value in Self.values(ofGroup: size, from: base, modulus: modulus) {
      drawn.append(TailNumber(digits: digits, value: value))
    }
    left -= hits
    return true
  }

  /// How many numbers a group would win; `nil` when it meets a tail that is already drawn.
  private func hits(ofGroup size: UInt64, from base: UInt64, digits: Int) -> Int64? {
    var hits: Int64 = 0
    for value in Self.values(ofGroup: size, from: base, modulus: PowerOfTen.value(digits)) {
      if drawn.covers(value) { return nil }
      hits += TailNumber(digits: digits, value: value).hits(in: numbers)
    }
    return hits
  }

  /// The tails of a group: evenly spaced by ⌊10^k / g⌋ from the drawn one on.
  private static func values(
    ofGroup size: UInt64, from base: UInt64, modulus: UInt64
  ) -> some Sequence<UInt64> {
    let distance = modulus / size
    return (0..<size).lazy.map { step in (base + step * distance) % modulus }
  }
}

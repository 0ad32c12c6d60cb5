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
    try numbers.checkRoom(for: winners)
    guard winners > 0, winners < numbers.count else { return TailNumbers() }
    var ceremony = Ceremony(numbers: numbers, left: winners, nines: nines, seed: seed)
    let fullLength = PowerOfTen.leastExponent(covering: UInt64(numbers.count))
    for digits in 1..<fullLength { ceremony.drawGroups(digits: digits) }
    ceremony.drawSingles(digits: fullLength)
    return ceremony.drawn
  }
}

/// A ceremony under way: what is drawn, and how many winners are left to find.
private struct Ceremony {
  let numbers: NumberRange
  let nines: Nines
  var left: Int64
  var drawn = TailNumbers()
  var generator: SHA256Generator

  /// After so many failed draws in a row a length is given up.
  static let failedDrawsMax = 1_000

  init(numbers: NumberRange, left: Int64, nines: Nines, seed: Digest) {
    self.numbers = numbers
    self.nines = nines
    self.left = left
    self.generator = SHA256Generator(seed: seed)
  }

  /// Draws groups of one length until no whole tail fits, or none can be found.
  mutating func drawGroups(digits: Int) {
    while true {
      let tails = wholeTails(digits: digits)
      guard tails > 0 else { return }
      guard drawGroup(of: nines.groupSize(forTails: tails), digits: digits) else { return }
    }
  }

  /// Draws single numbers, each by all of its digits, until every winner is found.
  mutating func drawSingles(digits: Int) {
    let modulus = PowerOfTen.value(digits)
    while left > 0 {
      let number = UInt64(numbers.first) + generator.below(UInt64(numbers.count))
      let value = number % modulus
      if drawn.covers(value) { continue }
      drawn.append(TailNumber(digits: digits, value: value))
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
  private mutating func drawGroup(of size: UInt64, digits: Int) -> Bool {
    let modulus = PowerOfTen.value(digits)
    for _ in 0..<Self.failedDrawsMax {
      let base = generator.below(modulus)
      guard let hits = hits(ofGroup: size, from: base, digits: digits), hits <= left else {
        continue
      }
      for value in Self.values(ofGroup: size, from: base, modulus: modulus) {
        drawn.append(TailNumber(digits: digits, value: value))
      }
      left -= hits
      return true
    }
    return false
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

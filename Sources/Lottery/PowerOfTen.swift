/// The powers of ten that fit a word: 10^0 to 10^19.
enum PowerOfTen {
  static func value(_ exponent: Int) -> UInt64 {
    precondition(exponent >= 0 && exponent <= 19, "The power does not fit a word")
    return values[exponent]
  }

  /// The least k with 10^k at or above the number.
  static func leastExponent(covering number: UInt64) -> Int {
    values.firstIndex { value in value >= number } ?? 20
  }

  private static let values: [UInt64] = {
    var values: [UInt64] = [1]
    for _ in 1...19 { values.append(values[values.count - 1] * 10) }
    return values
  }()
}

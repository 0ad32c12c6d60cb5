extension FixedWidthInteger {
  /// The quotient rounded down, and the remainder, which is never negative.
  ///
  /// - Precondition: `divisor` is positive.
  func dividedDown(by divisor: Self) -> (quotient: Self, remainder: Self) {
    precondition(divisor > 0, "a division by \(divisor)")
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The number in decimal with zeros before it, at least so many digits.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}

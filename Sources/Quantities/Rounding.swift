/// How a division that leaves a remainder is settled. Every division in the program names one.
public enum Rounding: Sendable {
  /// Toward zero; dividends here are never negative.
  case down
  /// Away from zero.
  case up
  /// To the nearest, a half away from zero: how Chinese announcements print (四舍五入).
  case halfUp
}

/// `dividend / divisor`, exact in 128 bits, rounded as told.
///
/// - Precondition: `dividend >= 0` and `divisor > 0`.
public func divide(_ dividend: Int128, by divisor: Int128, _ rounding: Rounding) -> Int128 {
  precondition(dividend >= 0 && divisor > 0)
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  switch rounding {
  case .down: return quotient
  case .up: return remainder == 0 ? quotient : quotient + 1
  case .halfUp: return remainder >= divisor - remainder ? quotient + 1 : quotient
  }
}

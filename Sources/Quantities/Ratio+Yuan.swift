extension Ratio {
  /// An exact number of fen as yuan with four decimals, half up: how announcements print medians and means.
  public var yuan: String {
    let parts = divide(Int128(numerator) * 100, by: Int128(denominator), .halfUp)
    return DecimalText.plain(parts, decimals: 4)
  }
}

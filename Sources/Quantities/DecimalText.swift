/// Decimal numbers as text, exact both ways: digits, then a point and decimals where there are any.
public enum DecimalText {
  /// Reads an unsigned decimal into units of 10^−`decimals`; no sign, exponent, separator or
  /// leading zero. `kind` says in an error what was expected.
  public static func parse(
    _ text: some StringProtocol, decimals: Int, as kind: String
  ) throws(QuantityError) -> Int64 {
    var value: Int64 = 0
    var integerDigits = 0
    var decimalDigits: Int?
    var isWellFormed = true
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), decimalDigits == nil, integerDigits > 0, decimals > 0 {
        decimalDigits = 0
        continue
      }
      guard byte >= 48, byte <= 57 else {
        isWellFormed = false
        break
      }
      if let seen = decimalDigits {
        decimalDigits = seen + 1
      } else {
        if integerDigits == 1, value == 0 { isWellFormed = false }
        integerDigits += 1
      }
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(Int64(byte - 48))
      if overflow || carry { throw .overflow("\"\(text)\"") }
      value = sum
    }
    guard isWellFormed, integerDigits > 0, decimalDigits != 0, (decimalDigits ?? 0) <= decimals
    else {
      throw .malformed(found: String(text), expected: kind)
    }
    for _ in (decimalDigits ?? 0)..<decimals {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { throw .overflow("\"\(text)\"") }
      value = tenfold
    }
    return value
  }

  /// `value` units of 10^−`decimals` as text with exactly that many decimals; zero has no sign.
  public static func plain(_ value: some BinaryInteger, decimals: Int) -> String {
    var digits = String(value.magnitude)
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return sign + digits[..<point] + "." + digits[point...]
  }

  /// As `plain`, with a comma every three digits of the integer part.
  public static func grouped(_ value: some BinaryInteger, decimals: Int) -> String {
    let text = plain(value, decimals: decimals)
    let integer = text.prefix { $0 != "." }
    let digits = integer.drop { $0 == "-" }
    var grouped = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return (text.hasPrefix("-") ? "-" : "") + grouped + text.dropFirst(integer.count)
  }
}

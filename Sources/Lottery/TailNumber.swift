/// A winning tail (末尾数): every number that ends in these digits wins.
///
/// Leading zeros count: `07` has two digits and is not `7`.
///
/// Specs: contract section 4, tail-numbers.
public struct TailNumber: Hashable, Sendable, CustomStringConvertible {
  /// How many digits the tail has, 1 to 19.
  public let digits: Int

  /// The digits as a number, below 10^`digits`.
  public let value: UInt64

  /// The most digits a tail can have.
  public static let digitsMax = 19

  /// Reads a tail as it is announced; refuses anything but 1 to 19 ASCII digits.
  public init(parsing text: some StringProtocol) throws(LotteryError) {
    var value: UInt64 = 0
    var digits = 0
    for character in text.utf8 {
      guard (0x30...0x39).contains(character), digits < Self.digitsMax else {
        throw .malformedTail(found: String(text))
      }
      value = value * 10 + UInt64(character - 0x30)
      digits += 1
    }
    guard digits > 0 else { throw .malformedTail(found: String(text)) }
    self.init(digits: digits, value: value)
  }

  /// Whether the number ends in this tail.
  public func wins(_ number: Int64) -> Bool {
    number >= 0 && UInt64(number) % modulus == value
  }

  /// How many numbers of the range end in this tail.
  ///
  /// - Complexity: O(1).
  public func hits(in numbers: NumberRange) -> Int64 {
    guard let offset = firstHitOffset(in: numbers) else { return 0 }
    return Int64((UInt64(numbers.count) - 1 - offset) / modulus) + 1
  }

  /// The digits, with the leading zeros.
  public var description: String {
    let text = String(value)
    return String(repeating: "0", count: digits - text.utf8.count) + text
  }

  init(digits: Int, value: UInt64) {
    precondition(value < PowerOfTen.value(digits), "The value has more digits than the tail")
    self.digits = digits
    self.value = value
  }

  /// 10^`digits`, the distance between two numbers that end in this tail.
  var modulus: UInt64 { PowerOfTen.value(digits) }

  /// How far the first number that ends in this tail is from the start of the range.
  func firstHitOffset(in numbers: NumberRange) -> UInt64? {
    let start = UInt64(numbers.first) % modulus
    let offset = value >= start ? value - start : modulus - (start - value)
    return offset < UInt64(numbers.count) ? offset : nil
  }
}

/// Base 64 with the standard alphabet and padding.
///
/// Decoding is strict: one text for every byte string, so that a signed line cannot be written
/// in two ways.
///
/// Specs: RFC 4648 section 4, and section 3.5 for the unused bits.
public enum Base64 {
  /// The text of some bytes, padded to a multiple of four characters.
  public static func encode(_ bytes: [UInt8]) -> String {
    let groups = (bytes.count + 2) / 3
    return String(unsafeUninitializedCapacity: 4 * groups) { target in
      for group in 0..<groups {
        let start = 3 * group
        let count = min(3, bytes.count - start)
        var block: UInt32 = 0
        for offset in 0..<3 {
          block = block << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
        }
        for offset in 0..<4 {
          let value = UInt8(truncatingIfNeeded: block >> (18 - 6 * UInt32(offset))) & 63
          target[4 * group + offset] = offset <= count ? character(of: value) : padding
        }
      }
      return 4 * groups
    }
  }

  /// The bytes of a text; `nil` for a foreign character, wrong padding or unused bits that are
  /// not zero.
  public static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 4 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    for start in stride(from: 0, to: characters.count, by: 4) {
      let isLast = start + 4 == characters.count
      let padded = isLast ? paddingCount(characters[start + 2], characters[start + 3]) : 0
      var block: UInt32 = 0
      for offset in 0..<(4 - padded) {
        guard let value = value(of: characters[start + offset]) else { return nil }
        block |= UInt32(value) << (18 - 6 * UInt32(offset))
      }
      // The bits below the last byte carry nothing; anything there would be a second spelling.
      guard block & ((1 << (8 * UInt32(padded))) - 1) == 0 else { return nil }
      for offset in 0..<(3 - padded) {
        bytes.append(UInt8(truncatingIfNeeded: block >> (16 - 8 * UInt32(offset))))
      }
    }
    return bytes
  }

  private static let padding = UInt8(ascii: "=")

  private static func paddingCount(_ third: UInt8, _ fourth: UInt8) -> Int {
    guard fourth == padding else { return 0 }
    return third == padding ? 2 : 1
  }

  private static func character(of value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

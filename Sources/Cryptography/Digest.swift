/// A SHA-256 value: 32 bytes, ordered as one big-endian number.
///
/// Its text form is 64 lower-case hexadecimal digits. A digest owns no memory of its own.
///
/// Specs: FIPS 180-4; contract section 3 for the text form.
public struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
  // The words are kept in memory order, so that the value's own bytes are the digest's bytes.
  private var word0: UInt64 = 0
  private var word1: UInt64 = 0
  private var word2: UInt64 = 0
  private var word3: UInt64 = 0

  /// The size of a digest, in bytes.
  public static let byteCount = 32

  /// Thirty-two zero bytes: the `prev` of a journal's first entry.
  public static let zero = Digest { _ in }

  /// Reads exactly 64 lower-case hexadecimal digits; `nil` for anything else.
  @inlinable
  public init?(hex: some StringProtocol) {
    var text = String(hex)
    guard let digest = text.withUTF8({ digits in Digest(hexDigits: digits) }) else { return nil }
    self = digest
  }

  /// Reads exactly 64 lower-case hexadecimal digits in ASCII; `nil` for anything else.
  public init?(hexDigits digits: UnsafeBufferPointer<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    var isHex = true
    self.init { target in
      for index in 0..<Self.byteCount {
        guard let high = Self.hexValue(of: digits[2 * index]),
          let low = Self.hexValue(of: digits[2 * index + 1])
        else {
          isHex = false
          return
        }
        target[index] = high << 4 | low
      }
    }
    guard isHex else { return nil }
  }

  /// Takes exactly 32 bytes; `nil` for any other number of them.
  @inlinable
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init { target in target.copyBytes(from: bytes) }
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 2 * Self.byteCount) { target in
      var position = 0
      forEachHexDigit { digit in
        target[position] = digit
        position += 1
      }
      return position
    }
  }

  /// Appends the 64 lower-case hexadecimal digits as ASCII, without a string in between.
  public func appendHex(to target: inout [UInt8]) {
    target.reserveCapacity(target.count + 2 * Self.byteCount)
    forEachHexDigit { digit in target.append(digit) }
  }

  /// Writes the 64 lower-case hexadecimal digits as ASCII to the beginning of a buffer.
  public func writeHex(to target: UnsafeMutableBufferPointer<UInt8>) {
    var position = 0
    forEachHexDigit { digit in
      target[position] = digit
      position += 1
    }
  }

  /// True where 64 characters are this digest's text; eight of them are compared at once.
  ///
  /// - Precondition: 64 bytes can be read.
  public func isText(at digits: UnsafePointer<UInt8>) -> Bool {
    withUnsafeBytes { source in
      var difference: UInt64 = 0
      for index in 0..<Self.byteCount / 4 {
        let bytes = UInt32(
          littleEndian: source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
        // One byte every 16 bits, then its high digit in the lower and its low digit in the upper half.
        var spread = UInt64(bytes)
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        let nibbles =
          (spread >> 4) & 0x000F_000F_000F_000F | (spread & 0x000F_000F_000F_000F) << 8
        let letters = ((nibbles &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        let text = nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
        let found = UnsafeRawPointer(digits + 8 * index).loadUnaligned(as: UInt64.self)
        difference |= text ^ UInt64(littleEndian: found)
      }
      return difference == 0
    }
  }

  /// The 32 bytes, as a new array.
  public var bytes: [UInt8] {
    withUnsafeBytes { source in [UInt8](source) }
  }

  /// The digest as a 256-bit big-endian number, the most significant word first.
  public var bigEndianWords: InlineArray<4, UInt64> {
    [word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian]
  }

  /// Lends the 32 bytes for the length of the call.
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Swift.withUnsafeBytes(of: self, body)
  }

  /// The same text as `hex`.
  public var description: String { hex }

  /// Whether the left digest is the lower number.
  public static func < (left: Digest, right: Digest) -> Bool {
    if left.word0 != right.word0 { return left.word0.bigEndian < right.word0.bigEndian }
    if left.word1 != right.word1 { return left.word1.bigEndian < right.word1.bigEndian }
    if left.word2 != right.word2 { return left.word2.bigEndian < right.word2.bigEndian }
    return left.word3.bigEndian < right.word3.bigEndian
  }

  /// Zero bytes, then whatever `fill` writes over them.
  @usableFromInline
  init(filling fill: (UnsafeMutableRawBufferPointer) -> Void) {
    Swift.withUnsafeMutableBytes(of: &self, fill)
  }

  private func forEachHexDigit(_ body: (UInt8) -> Void) {
    withUnsafeBytes { source in
      for byte in source {
        body(Self.hexDigits[Int(byte >> 4)])
        body(Self.hexDigits[Int(byte & 15)])
      }
    }
  }

  private static let hexDigits: InlineArray<16, UInt8> = [
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37,
    0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
  ]

  private static func hexValue(of digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}

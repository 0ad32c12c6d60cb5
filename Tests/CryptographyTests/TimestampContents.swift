import Cryptography

/// What an authority signs, a TSTInfo, written by hand so that it can be wrong.
///
/// Specs: RFC 3161 section 2.4.2.
struct TimestampContents {
  var version: UInt8 = 1
  var digest = Self.sha256
  var imprint: [UInt8]
  var time: String
  /// The name the authority gives itself.
  var name: String?

  static let sha1: [UInt8] = [0x2b, 0x0e, 0x03, 0x02, 0x1a]
  static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]

  /// Contents that an authority could have signed over the data at a time such as
  /// `20200229120000Z`.
  init(over data: [UInt8], time: String) {
    self.imprint = SHA256.hash(data).bytes
    self.time = time
  }

  var der: [UInt8] {
    let algorithm = Self.element(0x30, Self.element(0x06, digest) + Self.element(0x05, []))
    return Self.element(
      0x30,
      Self.element(0x02, [version]) + Self.element(0x06, [0x2a, 0x03, 0x04])
        + Self.element(0x30, algorithm + Self.element(0x04, imprint))
        + Self.element(0x02, [7]) + Self.element(0x18, Array(time.utf8))
        + (name.map(Self.directoryName) ?? []))
  }

  /// [0] GeneralName of a directory name with nothing but a common name.
  private static func directoryName(_ name: String) -> [UInt8] {
    let part = element(0x06, [0x55, 0x04, 0x03]) + element(0x0c, Array(name.utf8))
    return element(0xa0, element(0xa4, element(0x30, element(0x31, element(0x30, part)))))
  }

  /// One element of fewer than 128 bytes, or of fewer than 256.
  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = UInt8(content.count)
    return [tag] + (count < 128 ? [count] : [0x81, count]) + content
  }
}

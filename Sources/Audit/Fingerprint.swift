/// A hash of bytes for tables and filters, the same in every run. It is no proof of anything: whoever
/// forges ids to collide makes a reader look twice, never wrongly.
enum Fingerprint {
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    guard let base = bytes.baseAddress else { return mixed(seed, 0) }
    let raw = UnsafeRawPointer(base)
    var hash = seed ^ UInt64(bytes.count)
    var place = 0
    while place + 8 <= bytes.count {
      hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self), first)
      place += 8
    }
    if place < bytes.count {
      var rest: UInt64 = 0
      if bytes.count >= 8 {
        rest = raw.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
      } else {
        while place < bytes.count {
          rest = rest << 8 | UInt64(bytes[place])
          place += 1
        }
      }
      hash = mixed(hash ^ rest, first)
    }
    return mixed(hash, second)
  }

  private static let first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let second: UInt64 = 0xD6E8_FEB8_6659_FD93

  @inline(__always)
  private static func mixed(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ second).multipliedFullWidth(by: right | 1)
    return product.high ^ product.low
  }
}

/// A witness's word: at this time, the checkpoint was the largest tree of its origin that the
/// witness had seen, and continued all that it had seen before.
///
/// Specs: C2SP tlog-cosignature, type 04 (cosignature/v1).
public struct Cosignature: Hashable, Sendable {
  /// The witness's key.
  public let key: VerifierKey

  /// When it was given, in seconds since 1970 (UTC); never negative.
  public let time: Int64

  /// The signature of a cosignature line, divided: the time in 8 bytes, big-endian, then the
  /// Ed25519 signature; `nil` for a time above 2^63 − 1, which is none.
  static func parse(_ payload: [UInt8]) -> (time: Int64, signature: [UInt8])? {
    guard payload.count > timeByteCount else { return nil }
    let time = payload.prefix(timeByteCount).reduce(UInt64(0)) { time, byte in
      time << 8 | UInt64(byte)
    }
    guard let time = Int64(exactly: time) else { return nil }
    return (time: time, signature: Array(payload.dropFirst(timeByteCount)))
  }

  /// The signature of a cosignature line.
  static func format(time: Int64, signature: [UInt8]) -> [UInt8] {
    let bytes = (0..<timeByteCount).map { index in
      UInt8(truncatingIfNeeded: time >> (8 * (timeByteCount - 1 - index)))
    }
    return bytes + signature
  }

  /// What Ed25519 signs: the header, the time, and the whole text of the checkpoint.
  static func message(time: Int64, text: String) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
  }

  private static let timeByteCount = 8
}

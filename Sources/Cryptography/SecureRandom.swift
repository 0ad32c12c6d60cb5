import COpenSSL

/// Unpredictable bytes, for keys, nonces and salts; never for a draw, which must be replayable.
public enum SecureRandom {
  /// That many bytes from the system's generator; refused when it is not available.
  public static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
    precondition(count >= 0 && count <= Int(Int32.max), "A count of bytes is out of range")
    var bytes = [UInt8](repeating: 0, count: count)
    guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .randomnessUnavailable }
    return bytes
  }
}

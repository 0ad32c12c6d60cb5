import COpenSSL

/// A running SHA-256 over any number of updates.
///
/// A plain value: copying it forks the running state, which is how a long common prefix is
/// hashed once and finished many times. No operation allocates.
///
/// ```swift
/// SHA256.hash("abc").hex  // "ba7816bf…f20015ad"
/// ```
///
/// Specs: FIPS 180-4.
public struct SHA256: Sendable {
  private var context = SHA256_CTX()

  /// The state before any byte.
  public init() {
    let status = SHA256_Init(&context)
    precondition(status == 1, "SHA-256 cannot be started")
  }

  /// Adds the bytes of a buffer; an empty one changes nothing.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    // The library reports a failure only for a missing context, which cannot happen here.
    _ = SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// Adds the bytes of an array.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { source in update(source) }
  }

  /// Adds the 32 bytes of a digest.
  public mutating func update(_ digest: Digest) {
    digest.withUnsafeBytes { source in update(source) }
  }

  /// Adds one byte.
  public mutating func update(byte: UInt8) {
    withUnsafeBytes(of: byte) { source in update(source) }
  }

  /// The digest of everything added so far; the running state stays usable.
  public func finalized() -> Digest {
    var fork = context
    return Digest { target in
      _ = SHA256_Final(target.assumingMemoryBound(to: UInt8.self).baseAddress, &fork)
    }
  }

  /// The digest of an array.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    bytes.withUnsafeBytes { source in hash(source) }
  }

  /// The digest of a buffer.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest {
    var state = SHA256()
    state.update(bytes)
    return state.finalized()
  }

  /// The digest of a text's UTF-8 bytes.
  public static func hash(_ text: String) -> Digest {
    var text = text
    return text.withUTF8 { source in hash(UnsafeRawBufferPointer(source)) }
  }
}

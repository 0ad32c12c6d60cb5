import COpenSSL

/// The question to a time-stamping authority: a TimeStampReq over the SHA-256 of some data, with a
/// nonce that its answer has to repeat, and asking for the authority's certificate.
///
/// Specs: RFC 3161 section 2.4.1.
public struct TimestampQuery: Hashable, Sendable {
  /// The DER bytes, as `openssl ts -query` writes them and authorities take them.
  public let bytes: [UInt8]

  /// The digest that is to be stamped, as its bytes.
  public let imprint: [UInt8]

  /// The nonce in hexadecimal; nil for a question without one.
  public let nonce: String?

  /// Asks for some data to be stamped, with a fresh nonce of 64 bits.
  public init(over data: [UInt8]) throws(TimestampError) {
    guard let nonce = try? SecureRandom.bytes(8) else {
      throw .libraryRefused(operation: "give a nonce")
    }
    try self.init(over: data, nonce: nonce)
  }

  init(over data: [UInt8], nonce: [UInt8]) throws(TimestampError) {
    let failure = TimestampError.libraryRefused(operation: "ask for a time-stamp")
    defer { ERR_clear_error() }
    guard let request = TS_REQ_new(), let imprint = TS_MSG_IMPRINT_new(),
      let algorithm = X509_ALGOR_new()
    else { throw failure }
    defer {
      TS_REQ_free(request)
      TS_MSG_IMPRINT_free(imprint)
      X509_ALGOR_free(algorithm)
    }
    var digest = SHA256.hash(data).bytes
    X509_ALGOR_set_md(algorithm, EVP_sha256())
    let number = nonce.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress, Int32($0.count), nil) }
    let integer = BN_to_ASN1_INTEGER(number, nil)
    BN_free(number)
    defer { ASN1_INTEGER_free(integer) }
    guard TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1,
      TS_MSG_IMPRINT_set_msg(imprint, &digest, Int32(digest.count)) == 1,
      TS_REQ_set_version(request, 1) == 1, TS_REQ_set_msg_imprint(request, imprint) == 1,
      TS_REQ_set_nonce(request, integer) == 1, TS_REQ_set_cert_req(request, 1) == 1
    else { throw failure }
    let count = i2d_TS_REQ(request, nil)
    guard count > 0 else { throw failure }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    let written = bytes.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return i2d_TS_REQ(request, &start)
    }
    guard written == count else { throw failure }
    try self.init(parsing: bytes)
  }

  /// Reads a TimeStampReq; refuses any other bytes.
  public init(parsing bytes: [UInt8]) throws(TimestampError) {
    defer { ERR_clear_error() }
    guard bytes.count <= TimestampToken.byteCountMax else {
      throw .timestampTooLarge(found: bytes.count, expected: TimestampToken.byteCountMax)
    }
    let request = bytes.withUnsafeBufferPointer { source -> OpaquePointer? in
      var end = source.baseAddress
      guard let start = end, let request = d2i_TS_REQ(nil, &end, source.count) else { return nil }
      guard end == start + source.count else {
        TS_REQ_free(request)
        return nil
      }
      return request
    }
    guard let request else { throw .malformedTimestampQuery }
    defer { TS_REQ_free(request) }
    guard let imprint = TS_REQ_get_msg_imprint(request) else { throw .malformedTimestampQuery }
    let message = TS_MSG_IMPRINT_get_msg(imprint)
    self.imprint = Array(
      UnsafeBufferPointer(
        start: ASN1_STRING_get0_data(message), count: Int(ASN1_STRING_length(message))))
    nonce = TS_REQ_get_nonce(request).flatMap(TimestampContent.hexadecimal)
    self.bytes = bytes
  }

  /// Whether this asks for a stamp over the data.
  public func asks(for data: [UInt8]) -> Bool { imprint == SHA256.hash(data).bytes }
}

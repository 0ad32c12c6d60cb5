import COpenSSL

/// The library's reading of a token's bytes; whoever makes one frees it.
///
/// Specs: RFC 3161 section 2.4.2.
struct TimestampResponse {
  /// The signed token; `nil` in an answer that granted none. It lives as long as the response.
  let token: UnsafeMutablePointer<PKCS7>?

  /// The PKIStatus of the answer: 0 and 1 come with a token.
  let status: Int

  private let response: OpaquePointer?

  /// Reads a TimeStampResp or a bare TimeStampToken over all of the bytes.
  init(parsing bytes: [UInt8]) throws(TimestampError) {
    guard bytes.count <= TimestampToken.byteCountMax else {
      throw .timestampTooLarge(found: bytes.count, expected: TimestampToken.byteCountMax)
    }
    // What the library says about bytes that are neither is of no use to anyone.
    defer { ERR_clear_error() }
    if let response = Self.decode(bytes, with: d2i_TS_RESP, freeing: TS_RESP_free) {
      self.response = response
      self.token = TS_RESP_get_token(response)
      self.status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(response)))
    } else if let token = Self.decode(bytes, with: d2i_PKCS7, freeing: PKCS7_free) {
      self.response = nil
      self.token = token
      self.status = 0
      // An answer is refused without a token's content; so is a token that comes alone.
      do {
        try TimestampContent(of: token).free()
      } catch {
        PKCS7_free(token)
        throw error
      }
    } else {
      throw .malformedTimestamp
    }
  }

  func free() {
    if let response { TS_RESP_free(response) } else { PKCS7_free(token) }
  }

  /// What the library reads from the bytes, if it reads all of them.
  private static func decode<Value>(
    _ bytes: [UInt8],
    with read: (
      UnsafeMutablePointer<Value?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
    ) -> Value?,
    freeing free: (Value?) -> Void
  ) -> Value? {
    bytes.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return nil }
      var end: UnsafePointer<UInt8>? = start
      guard let value = read(nil, &end, source.count) else { return nil }
      guard end == start + source.count else {
        free(value)
        return nil
      }
      return value
    }
  }
}

import COpenSSL

/// What a time-stamping authority signed: the TSTInfo of a token. Whoever makes one frees it.
///
/// Specs: RFC 3161 section 2.4.2.
struct TimestampContent {
  private let info: OpaquePointer

  /// Reads the content of a token; refuses a token of other content.
  init(of token: UnsafeMutablePointer<PKCS7>) throws(TimestampError) {
    defer { ERR_clear_error() }
    guard let info = PKCS7_to_TS_TST_INFO(token) else { throw .malformedTimestamp }
    self.info = info
  }

  func free() {
    TS_TST_INFO_free(info)
  }

  /// The time that is signed, in whole seconds since 1970 (UTC).
  func time() throws(TimestampError) -> Int64 {
    defer { ERR_clear_error() }
    guard let epoch = ASN1_TIME_set(nil, 0) else {
      throw .libraryRefused(operation: "make a time")
    }
    defer { ASN1_TIME_free(epoch) }
    var days: Int32 = 0
    var seconds: Int32 = 0
    guard let time = TS_TST_INFO_get_time(info),
      ASN1_TIME_diff(&days, &seconds, epoch, time) == 1
    else { throw .malformedTimestamp }
    return 86_400 * Int64(days) + Int64(seconds)
  }

  /// The policy of the authority, as a dotted number.
  func policy() throws(TimestampError) -> String {
    guard let policy = TS_TST_INFO_get_policy_id(info) else { throw .malformedTimestamp }
    var text = [CChar](repeating: 0, count: 256)
    let count = OBJ_obj2txt(&text, Int32(text.count), policy, 1)
    guard count > 0, count < text.count else { throw .malformedTimestamp }
    return String(decoding: text.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The nonce of the question that was answered, in hexadecimal; nil for none.
  var nonce: String? { TS_TST_INFO_get_nonce(info).flatMap(Self.hexadecimal) }

  /// A number of ASN.1 in hexadecimal.
  static func hexadecimal(_ integer: UnsafePointer<ASN1_INTEGER>) -> String? {
    defer { ERR_clear_error() }
    guard let number = ASN1_INTEGER_to_BN(integer, nil) else { return nil }
    defer { BN_free(number) }
    guard let text = BN_bn2hex(number) else { return nil }
    defer { CRYPTO_free(text, nil, 0) }
    return String(cString: text).lowercased()
  }

  /// Refuses another version than 1, the only one there is.
  func checkVersion() throws(TimestampError) {
    let version = TS_TST_INFO_get_version(info)
    guard version == 1 else { throw .timestampVersionDiffers(found: version, expected: 1) }
  }

  /// Refuses other data than what is signed, and a digest that others could collide.
  func checkImprint(of data: [UInt8]) throws(TimestampError) {
    let imprint = TS_TST_INFO_get_msg_imprint(info)
    let name = OBJ_nid2sn(OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(imprint).pointee.algorithm))
    guard let name, let method = EVP_get_digestbyname(name),
      Int(EVP_MD_get_size(method)) >= Self.digestByteCountMin
    else {
      throw .timestampDigestUnsupported(found: name.map { String(cString: $0) } ?? "none")
    }
    var expected = [UInt8](repeating: 0, count: Int(EVP_MD_get_size(method)))
    guard EVP_Digest(data, data.count, &expected, nil, method, nil) == 1 else {
      throw .libraryRefused(operation: "hash some data")
    }
    let message = TS_MSG_IMPRINT_get_msg(imprint)
    let found = Array(
      UnsafeBufferPointer(
        start: ASN1_STRING_get0_data(message), count: Int(ASN1_STRING_length(message))))
    guard found == expected else {
      throw .timestampImprintDiffers(found: Self.hex(found), expected: Self.hex(expected))
    }
  }

  /// The size of SHA-256.
  private static let digestByteCountMin = 32

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

import COpenSSL

/// A time-stamp token (可信时间戳): the signed word of a time-stamping authority that some data
/// existed at a time.
///
/// It says nothing about what came before or after the data; that is what witnesses are for.
///
/// Specs: RFC 3161; RFC 5816.
public struct TimestampToken: Hashable, Sendable {
  /// The DER bytes, as they were received.
  public let bytes: [UInt8]

  /// The most bytes a token is read from.
  public static let byteCountMax = 65_536

  /// Reads a TimeStampResp, which is what authorities answer and `openssl ts -reply` writes, or a
  /// TimeStampToken without its answer; refuses any other bytes. Nothing is checked before
  /// `verify`.
  public init(parsing bytes: [UInt8]) throws(TimestampError) {
    try TimestampResponse(parsing: bytes).free()
    self.bytes = bytes
  }

  /// When the data existed, in seconds since 1970 (UTC); a fraction of a second is dropped.
  ///
  /// Refuses a token that was not granted, is not signed by an authority that leads to one of
  /// these certificates (PEM), has another version, or is over other data.
  ///
  /// Each of the certificates is trusted as it stands, root or not, and no other is; the
  /// authority's own may be in the token or among them. The chain is judged at the token's time
  /// and not today, so that a token outlives the certificates. Revocation and the authority's
  /// policy are not looked at; `timestamp` looks at the policy.
  ///
  /// - Complexity: O(data), and a few public-key operations: under a millisecond.
  public func verify(
    over data: [UInt8], trusting certificates: [UInt8]
  ) throws(TimestampError) -> Int64 {
    try timestamp(over: data, trusting: certificates).time
  }

  /// The same with the authority's policy and the nonce.
  ///
  /// - Parameters:
  ///   - query: the question, whose nonce the token has to repeat where it has one; nil where it was
  ///     not kept.
  ///   - policies: those that count, as dotted numbers; none for any.
  public func timestamp(
    over data: [UInt8], trusting certificates: [UInt8], answering query: TimestampQuery? = nil,
    under policies: [String] = []
  ) throws(TimestampError) -> Timestamp {
    let response = try TimestampResponse(parsing: bytes)
    defer { response.free() }
    guard let token = response.token else {
      throw .timestampNotGranted(status: response.status)
    }
    let content = try TimestampContent(of: token)
    defer { content.free() }
    let time = try content.time()
    try Self.checkSignature(of: token, trusting: certificates, at: time)
    try content.checkVersion()
    try content.checkImprint(of: data)
    let timestamp = Timestamp(time: time, policy: try content.policy(), nonce: content.nonce)
    if let expected = query?.nonce, timestamp.nonce != expected {
      throw .timestampNonceDiffers(found: timestamp.nonce ?? "none", expected: expected)
    }
    guard policies.isEmpty || policies.contains(timestamp.policy) else {
      throw .timestampPolicyDiffers(
        found: timestamp.policy, expected: policies.joined(separator: " or "))
    }
    return timestamp
  }

  /// Refuses a token whose signature, signer's certificate or chain does not hold.
  private static func checkSignature(
    of token: UnsafeMutablePointer<PKCS7>, trusting certificates: [UInt8], at time: Int64
  ) throws(TimestampError) {
    guard let context = TS_VERIFY_CTX_new() else {
      throw .libraryRefused(operation: "prepare the check of a time-stamp")
    }
    defer { TS_VERIFY_CTX_free(context) }
    TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_SIGNATURE | TS_VFY_SIGNER))
    // The context owns both from here on.
    let store = TS_VERIFY_CTX_set_store(context, X509_STORE_new())
    let known = TS_VERIFY_CTX_set_certs(context, OPENSSL_sk_new_null())
    guard let store, let known else {
      throw .libraryRefused(operation: "prepare the check of a time-stamp")
    }
    let rules = X509_STORE_get0_param(store)
    X509_VERIFY_PARAM_set_time(rules, Int(time))
    guard X509_VERIFY_PARAM_set_flags(rules, UInt(X509_V_FLAG_PARTIAL_CHAIN)) == 1 else {
      throw .libraryRefused(operation: "prepare the check of a time-stamp")
    }
    try TrustedCertificates.read(certificates, into: store, and: known)
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard TS_RESP_verify_token(context, token) != 1 else { return }
    let refusal = Refusal.last()
    throw refusal.isOfCertificate
      ? .timestampCertificateUntrusted(reason: refusal.reason)
      : .timestampSignatureInvalid(reason: refusal.reason)
  }

  /// Why the library refused a token.
  private struct Refusal {
    let isOfCertificate: Bool
    let reason: String

    /// The last refusal on the library's list.
    static func last() -> Refusal {
      var detail: UnsafePointer<CChar>?
      let code = ERR_peek_last_error_all(nil, nil, nil, &detail, nil)
      let reason = ERR_reason_error_string(code).map { text in String(cString: text) }
      let details = detail.map { text in String(cString: text) } ?? ""
      return Refusal(
        isOfCertificate: ERR_GET_LIB(code) == ERR_LIB_TS
          && ERR_GET_REASON(code) == TS_R_CERTIFICATE_VERIFY_ERROR,
        reason: [reason ?? "no reason given", details].filter { !$0.isEmpty }
          .joined(separator: ", "))
    }
  }
}

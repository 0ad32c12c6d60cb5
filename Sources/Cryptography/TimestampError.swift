/// What a time-stamp token is refused for.
public enum TimestampError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Bytes that are neither a TimeStampResp nor a TimeStampToken in DER, or go on after it.
  case malformedTimestamp
  /// A token that is larger than a reader should have to bear, in bytes.
  case timestampTooLarge(found: Int, expected: Int)
  /// An answer of an authority that gives no token, by its PKIStatus (RFC 3161 section 2.4.2).
  case timestampNotGranted(status: Int)
  /// Certificates to trust that are not one or more in PEM.
  case malformedCertificates
  /// A signer whose certificate does not lead to a trusted one, is not for time-stamping, or was
  /// not valid at the token's time.
  case timestampCertificateUntrusted(reason: String)
  /// A signature that was not made over this token by the signer it names.
  case timestampSignatureInvalid(reason: String)
  /// A token of another version of the format.
  case timestampVersionDiffers(found: Int, expected: Int)
  /// A digest of the data that is unknown, or shorter than 256 bits.
  case timestampDigestUnsupported(found: String)
  /// A token over other data; both digests in hexadecimal.
  case timestampImprintDiffers(found: String, expected: String)
  /// Bytes that are no TimeStampReq in DER, or go on after it.
  case malformedTimestampQuery
  /// A token that answers another question; both nonces in hexadecimal.
  case timestampNonceDiffers(found: String, expected: String)
  /// A token under a policy that is not asked for, both as dotted numbers.
  case timestampPolicyDiffers(found: String, expected: String)
  /// The library refused a step that has no reason to fail.
  case libraryRefused(operation: String)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .malformedTimestamp:
      "A time-stamp token is a TimeStampResp or a TimeStampToken in DER, and nothing after it."
    case .timestampTooLarge(let found, let expected):
      "A time-stamp token has at most \(expected) bytes, not \(found)."
    case .timestampNotGranted(let status):
      "The time-stamping authority granted no token: its status is \(status), not 0 or 1."
    case .malformedCertificates:
      "The certificates to trust are one or more in PEM."
    case .timestampCertificateUntrusted(let reason):
      "The time-stamp's certificate is not to be trusted: \(reason)."
    case .timestampSignatureInvalid(let reason):
      "The time-stamp's signature does not hold: \(reason)."
    case .timestampVersionDiffers(let found, let expected):
      "A time-stamp token has version \(expected), not \(found)."
    case .timestampDigestUnsupported(let found):
      "A time-stamp's digest is a known one of 256 bits or more, not \(found)."
    case .timestampImprintDiffers(let found, let expected):
      "The time-stamp is over data with the digest \(found), not \(expected)."
    case .malformedTimestampQuery:
      "A question to a time-stamping authority is a TimeStampReq in DER, and nothing after it."
    case .timestampNonceDiffers(let found, let expected):
      "The time-stamp answers a question with the nonce \(found), not \(expected)."
    case .timestampPolicyDiffers(let found, let expected):
      "The time-stamp was given under the policy \(found), not \(expected)."
    case .libraryRefused(let operation):
      "The cryptographic library refused to \(operation)."
    }
  }
}

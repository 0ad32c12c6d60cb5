import COpenSSL

/// Certificates that a reader trusts, from PEM.
///
/// Specs: RFC 7468 section 5.
enum TrustedCertificates {
  /// Puts every certificate of a PEM text into a store of trusted ones, and on a list where a
  /// signer's own is looked up; refuses a text without any, or with a block that is damaged.
  static func read(
    _ pem: [UInt8], into store: OpaquePointer, and known: OpaquePointer
  ) throws(TimestampError) {
    guard !pem.isEmpty, pem.count <= byteCountMax else { throw .malformedCertificates }
    var count = 0
    ERR_clear_error()
    defer { ERR_clear_error() }
    let text = BIO_new(BIO_s_mem())
    defer { BIO_free(text) }
    guard BIO_write(text, pem, Int32(pem.count)) == Int32(pem.count) else {
      throw .libraryRefused(operation: "read certificates")
    }
    // Without a password function the library would ask on the terminal.
    while let certificate = PEM_read_bio_X509(text, nil, { _, _, _, _ in -1 }, nil) {
      count += 1
      defer { X509_free(certificate) }
      guard X509_STORE_add_cert(store, certificate) == 1, X509_up_ref(certificate) == 1 else {
        throw .libraryRefused(operation: "trust a certificate")
      }
      guard OPENSSL_sk_push(known, UnsafeRawPointer(certificate)) > 0 else {
        X509_free(certificate)
        throw .libraryRefused(operation: "trust a certificate")
      }
    }
    // The end of the text shows as a block that does not begin; all else is damage.
    let end = ERR_peek_last_error()
    guard count > 0, ERR_GET_LIB(end) == ERR_LIB_PEM,
      ERR_GET_REASON(end) == PEM_R_NO_START_LINE
    else { throw .malformedCertificates }
  }

  /// The most bytes certificates are read from: some hundreds of them.
  private static let byteCountMax = 1_000_000
}

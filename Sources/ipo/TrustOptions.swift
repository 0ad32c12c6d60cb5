import ArgumentParser

/// Whom a verification trusts, as options of the commands that verify.
struct TrustOptions: ParsableArguments {
  @Option(help: "The journal's signer that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Option(help: "A witness whose cosignature counts: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(help: "Certificates (PEM) under which an RFC 3161 time stamp counts.")
  var tsa: String?

  /// The keys and certificates that are named.
  func read() throws -> AuditTrust {
    try AuditTrust(signers: trust, witnesses: witness, certificates: tsa)
  }
}

import ArgumentParser

/// Whom a verification trusts, as options of the commands that verify.
struct TrustOptions: ParsableArguments {
  @Option(help: "The journal's signer that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Option(help: "A witness whose cosignature counts: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(help: "Certificates (PEM) under which an RFC 3161 time stamp counts.")
  var tsa: String?

  @Option(help: "A policy under which such a time stamp counts: its dotted number. Any, without.")
  var tsaPolicy: [String] = []

  @Option(help: "A file of a C2SP tlog-policy by which the journal has to be final.")
  var policy: String?

  @Option(help: "How old its cosignatures may be: 36h, or 7d.")
  var maxAge: String?

  func validate() throws {
    guard maxAge == nil || policy != nil else {
      throw ValidationError("--max-age is for a --policy")
    }
    guard tsaPolicy.isEmpty || tsa != nil else {
      throw ValidationError("--tsa-policy is for time stamps under --tsa")
    }
  }

  /// The keys and certificates that are named.
  func read() throws -> AuditTrust {
    try AuditTrust(
      signers: trust, witnesses: witness, certificates: tsa, stampPolicies: tsaPolicy,
      policy: policy, maxAge: maxAge)
  }
}

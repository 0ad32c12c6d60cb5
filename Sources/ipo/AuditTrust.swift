import Audit
import Storage
import Transparency

/// Whom a verification trusts, as its call says.
struct AuditTrust {
  let signers: [VerifierKey]
  /// The witnesses that are named, and those of the policy.
  let witnesses: [VerifierKey]
  /// Certificates in PEM under which an RFC 3161 time stamp counts.
  let certificates: [UInt8]?
  /// The policies of time-stamping authorities that count; none for any.
  let stampPolicies: [String]
  /// By what the journal has to be final; nil where that is not demanded.
  let finality: FinalityAudit.Demand?

  /// For a call that demands nobody.
  static let nobody = AuditTrust()

  private init() {
    (signers, witnesses, certificates, stampPolicies, finality) = ([], [], nil, [], nil)
  }

  /// - Parameters:
  ///   - certificates: the path of the file.
  ///   - policy: the path of the file.
  ///   - maxAge: a number of hours, `36h`, or of days, `7d`.
  init(
    signers: [String], witnesses: [String], certificates path: String?, stampPolicies: [String],
    policy: String?, maxAge: String?
  ) throws {
    self.signers = try signers.map { try KeyArgument.parse($0, option: "--trust", kind: .note) }
    certificates = try path.map { try Self.bytes($0, expected: "certificates in PEM") }
    self.stampPolicies = stampPolicies
    let named = try witnesses.map {
      try KeyArgument.parse($0, option: "--witness", kind: .cosignature)
    }
    let read = try policy.map { try PolicyFile.read($0) }
    self.witnesses = named + (read?.witnesses.map(\.key) ?? [])
    let age = try maxAge.map { try AgeArgument.parse($0, option: "--max-age") }
    finality = try read.map { policy in
      guard let clock = Clock.ofEnvironment() else {
        throw Failure.WrongCall(
          message: "malformedEpoch: SOURCE_DATE_EPOCH is no time, expected seconds since 1970")
      }
      return FinalityAudit.Demand(policy: policy, now: clock.now, maxAge: age)
    }
  }

  /// What others said of a folder's heads, as far as they are trusted.
  func readWitnesses(_ heads: [WitnessedHead]) -> WitnessAudit {
    WitnessAudit(
      heads, witnesses: witnesses, certificates: certificates, policies: stampPolicies)
  }

  private static func bytes(_ path: String, expected: String) throws -> [UInt8] {
    guard let bytes = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: expected)
    }
    return bytes
  }
}

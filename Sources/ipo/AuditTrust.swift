import Audit
import Storage
import Transparency

/// Whom a verification trusts, as its call says.
struct AuditTrust {
  let signers: [VerifierKey]
  let witnesses: [VerifierKey]
  /// Certificates in PEM under which an RFC 3161 time stamp counts.
  let certificates: [UInt8]?

  /// For a call that demands nobody.
  static let nobody = AuditTrust()

  private init() {
    (signers, witnesses, certificates) = ([], [], nil)
  }

  /// - Parameter certificates: the path of the file.
  init(signers: [String], witnesses: [String], certificates path: String?) throws {
    self.signers = try signers.map { try KeyArgument.parse($0, option: "--trust", kind: .note) }
    self.witnesses = try witnesses.map {
      try KeyArgument.parse($0, option: "--witness", kind: .cosignature)
    }
    certificates = try path.map { path in
      guard let bytes = try OfferingFolder.bytes(at: path) else {
        throw StorageError.missingFile(path: path, expected: "certificates in PEM")
      }
      return bytes
    }
  }

  /// What witnesses left in the folder, as far as they are trusted.
  func readWitnesses(in folder: OfferingFolder) throws -> WitnessAudit {
    WitnessAudit(
      frozenHead: try folder.bytes(OfferingFolder.frozenHead),
      cosigned: try folder.bytes(OfferingFolder.cosignedHead),
      token: try folder.bytes(OfferingFolder.stampedHead), witnesses: witnesses,
      certificates: certificates)
  }
}

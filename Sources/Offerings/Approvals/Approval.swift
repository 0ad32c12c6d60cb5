import CanonicalJSON
import Cryptography
import Transparency

/// One person's signed word at a gate: of exactly these contents, and of no others.
///
/// Specs: Specs/approvals.md.
public struct Approval: Equatable, Sendable {
  public let by: AccountName
  /// The digest of what the gate's operation records.
  public let sha256: Digest
  public let because: Reason?
  /// The base64 part of the signature line of the note.
  public let signature: String

  public init(by: AccountName, sha256: Digest, because: Reason?, signature: String) {
    self.by = by
    self.sha256 = sha256
    self.because = because
    self.signature = signature
  }

  /// Signs as a person with that person's key.
  public static func signing(
    _ sha256: Digest, at place: ApprovalPlace, offering: String, as name: AccountName,
    because: Reason?, with signer: SignerKey
  ) throws -> Approval {
    let unsigned = Approval(by: name, sha256: sha256, because: because, signature: "")
    var note = try SignedNote(text: unsigned.noteText(at: place, offering: offering))
    try note.sign(with: signer)
    let line = note.signatures.last?.line ?? ""
    return Approval(
      by: name, sha256: sha256, because: because,
      signature: line.split(separator: " ").last.map(String.init) ?? "")
  }

  /// What the person signs, as the text of a C2SP signed note.
  public func noteText(at place: ApprovalPlace, offering: String) -> String {
    var text = """
      ipo-approval/v1
      offering \(offering)
      gate \(place.gate)
      round \(place.round)
      role \(place.role.rawValue)
      sha256 \(sha256.hex)
      by \(by)

      """
    if let because { text += "because \(because)\n" }
    return text
  }

  /// Whether this key signed it, for this place and offering.
  public func isSigned(by key: VerifierKey, at place: ApprovalPlace, offering: String) -> Bool {
    // One line of one signature: what is recorded is all that was checked.
    guard Base64.decode(signature)?.count == 4 + VerificationKey.signatureByteCount else {
      return false
    }
    let text = noteText(at: place, offering: offering)
    let note = try? SignedNote(parsing: Array("\(text)\n\u{2014} \(by) \(signature)\n".utf8))
    return note?.text == text && (try? note?.signers(trusting: [key])) != nil
  }

  /// As the journal and `offering.yaml` hold it.
  public var canonical: JSONValue {
    var members: JSONObject = [
      "by": .string(by.text), "sha256": .string(sha256.hex), "signature": .string(signature),
    ]
    if let because { members["because"] = .string(because.text) }
    return .object(members)
  }
}

import CanonicalJSON
import Cryptography
import Transparency

/// A party that seals a draw's seed with others: who it is, and what it has committed to.
public struct SealingParty: Equatable, Sendable {
  public let name: AccountName
  /// The key that signed the commitment; it bears the party's name.
  public let key: VerifierKey
  public let commitment: Digest
  /// The base64 part of the signature line of the commitment's note.
  public let signature: String

  /// - Parameter signature: base64(key id ‖ Ed25519 signature), as a note's signature line has it.
  public init(name: AccountName, key: VerifierKey, commitment: Digest, signature: String) {
    self.name = name
    self.key = key
    self.commitment = commitment
    self.signature = signature
  }

  /// A party's commitment to its secret for one draw, signed with its key.
  public static func committing(
    to secret: SealingSecret, offering: String, draw: String, as name: AccountName,
    with signer: SignerKey
  ) throws -> SealingParty {
    let commitment = secret.commitment(offering: offering, draw: draw, party: name)
    var note = try SignedNote(
      text: noteText(offering: offering, draw: draw, party: name, commitment: commitment))
    try note.sign(with: signer)
    let line = note.signatures.last?.line ?? ""
    return SealingParty(
      name: name, key: signer.verifierKey, commitment: commitment,
      signature: line.split(separator: " ").last.map(String.init) ?? "")
  }

  /// What the party signs, as the text of a C2SP signed note.
  public static func noteText(
    offering: String, draw: String, party: AccountName, commitment: Digest
  ) -> String {
    """
    ipo-lottery/v1 commitment
    offering \(offering)
    draw \(draw)
    party \(party)
    commitment \(commitment.hex)

    """
  }

  /// Whether the party's own key signed its commitment for this draw.
  func isSigned(offering: String, draw: String) -> Bool {
    // One line of one signature: what stands in the terms is all that was checked.
    guard Base64.decode(signature)?.count == 4 + VerificationKey.signatureByteCount else {
      return false
    }
    let text = Self.noteText(offering: offering, draw: draw, party: name, commitment: commitment)
    let note = try? SignedNote(parsing: Array("\(text)\n\u{2014} \(name) \(signature)\n".utf8))
    return note?.text == text && (try? note?.signers(trusting: [key])) != nil
  }

  var canonical: JSONValue {
    [
      "name": .string(name.text), "vkey": .string(key.description),
      "commitment": .string(commitment.hex), "signature": .string(signature),
    ]
  }
}

import Cryptography

/// What a proof, a key, a signed note or a checkpoint is refused for.
public enum TransparencyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A leaf's index that is not below the size of the tree.
  case indexBeyondTree(found: UInt64, size: UInt64)
  /// An entry that is larger than a bundle of tlog-tiles holds, in bytes.
  case entryTooLarge(found: Int, expected: Int)
  /// A tree that is smaller than one it is said to continue.
  case treeShrinks(from: UInt64, to: UInt64)
  /// A proof with more or fewer hashes than the shape of the tree asks for.
  case proofLengthDiffers(found: Int)
  /// A proof that leads to another root.
  case rootDiffers(found: Digest, expected: Digest)
  /// A key's name that is empty, or holds white space, a control character or a plus sign.
  case malformedName(found: String)
  /// A verifier key that is not name+id+base64, or whose id is not its own.
  case malformedVerifierKey(found: String)
  /// A signer key that is not PRIVATE+KEY+name+id+base64, or whose id is not its own. The text is
  /// secret and not repeated.
  case malformedSignerKey
  /// A key of another kind than the one asked for, by its type byte.
  case keyTypeDiffers(found: UInt8, expected: UInt8)
  /// A note whose text is not lines of printable UTF-8.
  case malformedNoteText
  /// A note without an empty line and at least one signature line after it.
  case noteWithoutSignatures
  /// A note that is larger than a reader should have to bear, in bytes.
  case noteTooLarge(found: Int, expected: Int)
  /// A signature line that is not a dash, a name and base64, by its place from 1.
  case malformedSignatureLine(number: Int)
  /// Two different trusted keys with one name and id.
  case ambiguousKey(name: String)
  /// A signature under a trusted key's name and id that the key did not make.
  case signatureInvalid(name: String)
  /// A note that no trusted key has signed.
  case noTrustedSignature
  /// A cosignature for a time before 1970, in seconds since then.
  case cosignatureTimeBefore1970(found: Int64)
  /// A signature that the cryptographic layer did not make.
  case signingFailed(CryptographyError)
  /// A checkpoint whose line, by its place from 1, is not what belongs there.
  case malformedCheckpointLine(number: Int, expected: String)
  /// Two heads that are not of one ledger.
  case originDiffers(found: String, expected: String)
  /// A proof file whose line, by its place from 1, is not what belongs there.
  case malformedProofLine(number: Int, expected: String)
  /// A proof with more hashes than a reader should have to bear.
  case proofTooLong(found: Int, expected: Int)
  /// A proof file that is larger than a reader should have to bear, in bytes.
  case proofFileTooLarge(found: Int, expected: Int)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .indexBeyondTree(let found, let size):
      "The leaf \(found) is not in a tree of \(size)."
    case .entryTooLarge(let found, let expected):
      "An entry has at most \(expected) bytes, not \(found)."
    case .treeShrinks(let from, let to):
      "A tree of \(to) does not continue one of \(from)."
    case .proofLengthDiffers(let found):
      "A proof of \(found) hashes does not fit the shape of the tree."
    case .rootDiffers(let found, let expected):
      "The proof leads to the root \(found), not to \(expected)."
    case .malformedName(let found):
      "A key's name has no white space and no plus sign, unlike \"\(found)\"."
    case .malformedVerifierKey(let found):
      "A verifier key is name+id+base64 with the id of that key, not \"\(found)\"."
    case .malformedSignerKey:
      "A signer key is PRIVATE+KEY+name+id+base64 with the id of that key."
    case .keyTypeDiffers(let found, let expected):
      "An Ed25519 key of type \(expected) belongs here, not a key of type \(found)."
    case .malformedNoteText:
      "The text of a note is lines of UTF-8, each ended by LF, without control characters."
    case .noteWithoutSignatures:
      "A note ends in an empty line and one or more signature lines."
    case .noteTooLarge(let found, let expected):
      "A note has at most \(expected) bytes, not \(found)."
    case .malformedSignatureLine(let number):
      "The signature line \(number) is not a dash, a name and base64."
    case .ambiguousKey(let name):
      "Two different trusted keys share the name \(name) and the id."
    case .signatureInvalid(let name):
      "The signature of \(name) was not made over this text."
    case .noTrustedSignature:
      "None of the trusted keys has signed the note."
    case .cosignatureTimeBefore1970(let found):
      "A cosignature has a time of 0 or more seconds since 1970, not \(found)."
    case .signingFailed(let error):
      error.description
    case .malformedCheckpointLine(let number, let expected):
      "Line \(number) of a checkpoint is \(expected)."
    case .originDiffers(let found, let expected):
      "A head of \(found) says nothing of \(expected)."
    case .malformedProofLine(let number, let expected):
      "Line \(number) of a proof file is \(expected)."
    case .proofTooLong(let found, let expected):
      "A proof has at most \(expected) hashes, not \(found)."
    case .proofFileTooLarge(let found, let expected):
      "A proof file has at most \(expected) bytes, not \(found)."
    }
  }
}

import Cryptography

/// Why a witness does not cosign.
///
/// Specs: C2SP tlog-witness, add-checkpoint, which has the status of each.
public enum WitnessRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// A request that is not in its form.
  case malformedRequest(TransparencyError)
  /// A head that says it continues one larger than itself.
  case oldSizeAboveNew(found: UInt64, expected: UInt64)
  /// A head of a log that this witness does not know.
  case unknownOrigin(found: String)
  /// A head that none of the log's known keys has signed, or a signature of one that does not hold.
  case noTrustedSignature(origin: String)
  /// A request from another size than the witness saw last.
  case conflict(found: UInt64, size: UInt64)
  /// A consistency proof that does not lead from the one head to the other.
  case proofInvalid(TransparencyError)
  /// A second head of one size: the log shows two histories.
  case secondHead(size: UInt64, found: Digest, expected: Digest)
  /// A head without entries that has another root than the hash of nothing.
  case emptyRootDiffers(found: Digest)

  /// The refusal's name.
  public var rule: String {
    switch self {
    case .malformedRequest: "malformedRequest"
    case .oldSizeAboveNew: "oldSizeAboveNew"
    case .unknownOrigin: "unknownOrigin"
    case .noTrustedSignature: "noTrustedSignature"
    case .conflict: "conflict"
    case .proofInvalid: "proofInvalid"
    case .secondHead: "secondHead"
    case .emptyRootDiffers: "emptyRootDiffers"
    }
  }

  /// The status of an answer over HTTP.
  public var status: Int {
    switch self {
    case .malformedRequest, .oldSizeAboveNew: 400
    case .noTrustedSignature: 403
    case .unknownOrigin: 404
    case .conflict: 409
    case .proofInvalid, .secondHead, .emptyRootDiffers: 422
    }
  }

  /// The body of an answer over HTTP: the size that the witness saw last where that is the conflict.
  public var body: String {
    if case .conflict(_, let size) = self { "\(size)\n" } else { "\(self)\n" }
  }

  /// The rule's name, what was found and what was expected.
  public var description: String { "\(rule): \(finding)" }

  private var finding: String {
    switch self {
    case .malformedRequest(let error), .proofInvalid(let error): "\(error)"
    case .oldSizeAboveNew(let found, let expected):
      "found an old size of \(found), expected at most the head's, \(expected)"
    case .unknownOrigin(let found): "found \(found), expected a log that this witness knows"
    case .noTrustedSignature(let origin):
      "found no signature that holds, expected one of a known key of \(origin)"
    case .conflict(let found, let size):
      "found a request from size \(found), expected one from the size seen last, \(size)"
    case .secondHead(let size, let found, let expected):
      "found the root \(found) at size \(size), expected \(expected), which was cosigned"
    case .emptyRootDiffers(let found):
      "found the root \(found) of no entries, expected \(MerkleTree.emptyRoot)"
    }
  }
}

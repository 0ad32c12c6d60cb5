import Cryptography

/// What a witness knows of one log: the largest head that it has cosigned. It never goes back.
///
/// Specs: C2SP tlog-witness.
public struct WitnessState: Equatable, Sendable {
  /// The head as it was signed, with the witness's own cosignature.
  public let note: SignedNote

  /// The head.
  public let checkpoint: Checkpoint

  /// Reads what was kept; refuses a text that is no checkpoint.
  public init(_ note: SignedNote) throws(TransparencyError) {
    self.note = note
    checkpoint = try Checkpoint(text: note.text)
  }

  /// Decides on a request, in the order of the specification.
  ///
  /// - Parameters:
  ///   - state: what was cosigned last of the request's origin; nil where nothing was.
  ///   - logs: the known keys; the name of each is its log's origin.
  /// - Returns: the head to cosign, with the signatures of known keys alone.
  public static func head(
    of request: AddCheckpoint, after state: WitnessState?, logs: [VerifierKey]
  ) throws(WitnessRefusal) -> SignedNote {
    let head = request.checkpoint
    let keys = logs.filter { key in key.name.utf8.elementsEqual(head.origin.utf8) }
    guard !keys.isEmpty else { throw .unknownOrigin(found: head.origin) }
    guard let signers = try? request.note.signers(trusting: keys) else {
      throw .noTrustedSignature(origin: head.origin)
    }
    guard request.oldSize <= head.size else {
      throw .oldSizeAboveNew(found: request.oldSize, expected: head.size)
    }
    let seen = state?.checkpoint.size ?? 0
    guard request.oldSize == seen else { throw .conflict(found: request.oldSize, size: seen) }
    let oldRoot = state?.checkpoint.root ?? MerkleTree.emptyRoot
    if head.size == 0, head.root != MerkleTree.emptyRoot {
      throw .emptyRootDiffers(found: head.root)
    }
    if head.size == seen, head.root != oldRoot {
      throw .secondHead(size: seen, found: head.root, expected: oldRoot)
    }
    do {
      let proof = ConsistencyProof(oldSize: seen, newSize: head.size, hashes: request.hashes)
      try proof.verify(oldRoot: oldRoot, newRoot: head.root)
    } catch {
      throw .proofInvalid(error)
    }
    return request.note.keeping(signers)
  }
}

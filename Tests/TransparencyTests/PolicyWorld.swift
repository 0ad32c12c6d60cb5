import Cryptography
import Testing
import Transparency

/// One log, four witnesses, and heads that some of them have cosigned.
enum PolicyWorld {
  static let log = signer("ledger.example/a", 1, .note)
  static let witnesses = (0..<4).map { place in
    signer("witness.example/\(place)", UInt8(place) + 2, .cosignature)
  }

  /// A signed head with the cosignatures of these witnesses, the first at the time 100.
  static func note(
    cosigned: [Int], signed: Bool = true, size: UInt64 = 3, origin: String = log.verifierKey.name
  ) throws -> SignedNote {
    let checkpoint = try Checkpoint(origin: origin, size: size, root: MerkleTree.emptyRoot)
    var note = try SignedNote(text: checkpoint.text)
    if signed { try note.sign(with: log) }
    for place in cosigned { try note.cosign(with: witnesses[place], at: 100 + Int64(place)) }
    return note
  }

  private static func signer(_ name: String, _ byte: UInt8, _ kind: KeyKind) -> SignerKey {
    guard let key = try? SigningKey(seed: Array(repeating: byte, count: 32)),
      let signer = try? SignerKey(name: name, key: key, kind: kind)
    else { preconditionFailure("A seed of 32 bytes is a key") }
    return signer
  }
}

import Audit
import Cryptography
import Transparency

extension FuzzTarget {
  /// Signed notes and what is signed by them, and the texts of keys.
  static let notes = [
    FuzzTarget("note", tokens: Tokens.note) { bytes in
      guard let note = try Notes.value({ try SignedNote(parsing: bytes) }) else { return false }
      try demandSame(note.bytes, bytes, "the note")
      let keys = try Notes.keys.get()
      _ = try Notes.value { try note.signers(trusting: keys) }
      _ = try Notes.value { try note.cosignatures(trusting: keys) }
      _ = CheckpointAudit(bytes, vkey: Array("\(keys[0])\n".utf8), trusted: keys)
      return true
    },
    FuzzTarget("checkpoint", tokens: Tokens.note) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let checkpoint = try Notes.value({ try Checkpoint(text: text) })
      else { return false }
      try demandSame(checkpoint.text.utf8, bytes, "the checkpoint")
      return true
    },
    FuzzTarget("vkey", tokens: Tokens.note) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      var isRead = false
      for kind in [KeyKind.note, .cosignature] {
        guard let key = try Notes.value({ try VerifierKey(parsing: text, kind: kind) }) else {
          continue
        }
        isRead = true
        try demandSame(key.description.utf8, bytes, "the key")
        try demand(!key.name.isEmpty && !key.name.utf8.contains(0x2B), "the name \(key.name)")
      }
      return isRead
    },
    FuzzTarget("signer-key", tokens: Tokens.note) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let key = try Notes.value({ try SignerKey(parsing: text) }) else { return false }
      try demandSame(key.text.utf8, bytes, "the key")
      var note = try SignedNote(text: "a\n")
      try note.sign(with: key)
      try demand(
        note.signers(trusting: [key.verifierKey]) == [key.verifierKey], "a key that signs nothing")
      return true
    },
    FuzzTarget("audit-note", tokens: Tokens.note) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self),
        let statement = AuditStatement(parsing: text)
      else { return false }
      try demandSame(statement.text.utf8, bytes, "the statement")
      return true
    },
  ]
}

private enum Notes {
  /// Keys that notes may bear, made from words.
  static let keys: Result<[VerifierKey], any Error> = Result {
    let seed = SHA256.hash("a signer of notes").bytes
    return try [KeyKind.note, .cosignature].map { kind in
      try SignerKey(name: "forger/688999", key: SigningKey(seed: seed), kind: kind).verifierKey
    }
  }

  /// nil where this module's refusal says why.
  static func value<Value>(_ read: () throws -> Value) throws -> Value? {
    do {
      return try read()
    } catch is TransparencyError {
      return nil
    } catch is CryptographyError {
      return nil
    }
  }
}

import Cryptography
import Transparency

/// Checks the signed head: whose it is, and that it signs this journal.
public struct CheckpointAudit {
  public private(set) var findings: [AuditFinding] = []
  public private(set) var checkpoint: Checkpoint?
  /// The key whose signature holds; nil where none does.
  public private(set) var key: VerifierKey?
  /// Its name.
  public var signer: String? { key?.name }
  /// True where that key is the one the caller demanded.
  public private(set) var isTrusted = false

  /// Reads the checkpoint; `vkey` is the folder's, `trusted` the caller's, by `<signer>` or
  /// `<signer>/<code>`.
  public init(_ checkpointBytes: [UInt8]?, vkey: [UInt8]?, trusted: [VerifierKey]) {
    guard let checkpointBytes else {
      findings.append(
        AuditFinding("noCheckpoint", found: "no file", expected: "a signed checkpoint"))
      return
    }
    do {
      let note = try SignedNote(parsing: checkpointBytes)
      let checkpoint = try Checkpoint(text: note.text)
      self.checkpoint = checkpoint
      try checkSignature(note, checkpoint, vkey, trusted)
    } catch {
      findings.append(
        AuditFinding("signatureInvalid", found: "\(error)", expected: "a signed checkpoint"))
    }
  }

  private mutating func checkSignature(
    _ note: SignedNote, _ checkpoint: Checkpoint, _ vkey: [UInt8]?, _ trusted: [VerifierKey]
  ) throws {
    let demanded = try trusted.map { key in
      key.name == checkpoint.origin
        ? key
        : try VerifierKey(name: Self.origin(key.name, like: checkpoint.origin), key: key.key)
    }
    if !trusted.isEmpty {
      guard let signer = try? note.signers(trusting: demanded).first else {
        findings.append(
          AuditFinding(
            "untrustedSigner",
            found: "no valid signature of \(trusted.map(\.name).joined(separator: ", "))",
            expected: "one on the checkpoint of \(checkpoint.origin)"))
        return
      }
      key = signer
      isTrusted = true
      checkOrigin(checkpoint, signer)
      return
    }
    guard let vkey else {
      findings.append(
        AuditFinding("noVerifierKey", found: "no file vkey", expected: "the signer's public key"))
      return
    }
    let text = String(decoding: vkey, as: UTF8.self)
    let own = try VerifierKey(parsing: text.prefix { !$0.isNewline })
    key = try note.signers(trusting: [own]).first
    checkOrigin(checkpoint, own)
  }

  /// `<signer>` as the name a checkpoint's key has: `<signer>/<code>`.
  private static func origin(_ name: String, like origin: String) -> String {
    origin.split(separator: "/").last.map { "\(name)/\($0)" } ?? name
  }

  private mutating func checkOrigin(_ checkpoint: Checkpoint, _ key: VerifierKey) {
    if checkpoint.origin != key.name {
      findings.append(
        AuditFinding("originDiffers", found: checkpoint.origin, expected: key.name))
    }
  }

  /// Compares the signed size and root with the journal's.
  public mutating func compare(with journal: JournalAudit, code: String?) {
    guard let checkpoint else { return }
    let entries = UInt64(journal.entryCount)
    if checkpoint.size > entries {
      findings.append(
        AuditFinding(
          "journalShorterThanCheckpoint", found: "\(entries) entries",
          expected: "\(checkpoint.size)"))
    } else if let root = journal.root(at: checkpoint.size), root != checkpoint.root {
      findings.append(
        AuditFinding("rootDiffers", found: root.hex, expected: checkpoint.root.hex))
    }
    if checkpoint.size < entries {
      findings.append(
        AuditFinding(
          "entriesPastCheckpoint", entry: Int64(checkpoint.size),
          found: "\(entries - checkpoint.size) entries that nobody signed",
          expected: "\(checkpoint.size) entries"))
    }
    if let code, checkpoint.origin.split(separator: "/").last.map(String.init) != code {
      findings.append(
        AuditFinding("originDiffers", found: checkpoint.origin, expected: "<signer>/\(code)"))
    }
  }
}

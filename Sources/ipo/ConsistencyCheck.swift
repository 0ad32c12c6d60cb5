import Audit
import CanonicalJSON
import Cryptography
import Reports
import Storage
import TradingDays
import Transparency

/// `ipo check-proof` of two heads: that the later one continues the earlier.
struct ConsistencyCheck {
  private let proof: ConsistencyFile
  private let head: CheckpointAudit
  private let seen: [Cosignature]
  private var faults: [String] = []

  /// - Parameter from: the path of the earlier head that the reader holds.
  init(
    _ path: String, _ bytes: [UInt8], from: String?, trusted: [VerifierKey],
    witnesses: [VerifierKey]
  ) throws {
    do {
      proof = try ConsistencyFile(parsing: bytes)
    } catch {
      throw Failure.WrongCall(message: "malformedProof: \(path): \(error)")
    }
    do {
      try proof.verify()
    } catch {
      faults.append("proofFails: \(error)")
    }
    // The key in the file has to fit even where another is demanded: nothing in a proof is idle.
    let vkey = Array(proof.vkey.utf8)
    head = CheckpointAudit(proof.newNote.bytes, vkey: vkey, trusted: trusted)
    for note in [proof.oldNote, proof.newNote].compactMap(\.self) {
      for keys in [[], trusted] {
        let audit = CheckpointAudit(note.bytes, vkey: vkey, trusted: keys)
        for finding in audit.findings where !faults.contains(finding.description) {
          faults.append(finding.description)
        }
      }
    }
    seen = CheckProofCommand.cosignatures(on: proof.newNote, witnesses, &faults)
    if let from { try compare(with: from) }
  }

  /// The head that the reader holds has to be the one that the proof begins from.
  private mutating func compare(with path: String) throws {
    let held = try HeadFile.read(path).checkpoint
    for (name, found, expected) in [
      ("origin", proof.old.origin, held.origin),
      ("size", "\(proof.old.size)", "\(held.size)"),
      ("root", proof.old.root.hex, held.root.hex),
    ] where found != expected {
      faults.append("earlierHeadDiffers: found the \(name) \(found), expected \(expected)")
    }
  }

  /// Prints the result.
  ///
  /// - Throws: exit code 1 where anything does not hold.
  func report(json: Bool) throws {
    if json {
      Console.write(self.json)
    } else {
      var text = TextBlock.labelled(
        "earlier head",
        "\(proof.old.size) entries, root \(proof.old.root)"
          + (proof.oldNote == nil ? ", unsigned (hold yours against it with --from)" : ""))
      text += TextBlock.labelled(
        "later head", "\(proof.new.size) entries of \(proof.new.origin), root \(proof.new.root)")
      let signer = head.signer ?? "none"
      text += TextBlock.labelled(
        "signer",
        head.isTrusted ? "\(signer), trusted" : "\(signer), unproven (demand one with --trust)")
      for cosignature in seen {
        text += TextBlock.labelled(
          "witness", "\(cosignature.key.name) at \(Instant.text(cosignature.time))")
      }
      text += TextBlock.labelled(
        "result",
        faults.isEmpty ? "the later head continues the earlier" : "THE PROOF FAILS")
      for fault in faults { text += "  - \(fault)\n" }
      Console.write(text)
    }
    if !faults.isEmpty { throw Failure.Silent(code: 1) }
  }

  private var json: JSONValue {
    [
      "ok": .bool(faults.isEmpty), "origin": .string(proof.new.origin),
      "from": .exact(Int64(clamping: proof.old.size)),
      "size": .exact(Int64(clamping: proof.new.size)),
      "from_root": .string(proof.old.root.hex), "root": .string(proof.new.root.hex),
      "signer": .string(head.isTrusted ? "trusted" : "unproven"),
      "witnesses": .array(
        seen.map { ["name": .string($0.key.name), "time": .string(Instant.text($0.time))] }),
      "faults": .array(faults.map { .string($0) }),
    ]
  }
}

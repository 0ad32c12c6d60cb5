import ArgumentParser
import Audit
import CanonicalJSON
import Cryptography
import Quantities
import Reports
import Storage
import TradingDays
import Transparency

/// `ipo check-proof FILE`.
struct CheckProofCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-proof",
    abstract: "Check a proof of an entry, an application or two heads, with no other file.",
    discussion: """
      The entry leads to the signed root; the application leads to the root that the entry froze. \
      The signature is checked by the key in the file, which anyone could have put there: whoever \
      wants to know whose it is gives the signer's key with --trust. Exit code 1 where anything \
      does not hold. A proof of two heads shows that the later one continues the earlier: nothing \
      before it was changed.

        ipo check-proof A100000711.tlog-proof
        ipo check-proof A100000711.tlog-proof --trust ipo-1a2b3c4d+0f1e2d3c+ARpc… \\
          --witness regulator.vkey
        ipo check-proof since-may.consistency-proof --from may.checkpoint
      """)

  @Argument(help: "The proof's file.")
  var file: String

  @Option(help: "The signer that is demanded: a vkey, or a file that holds one.")
  var trust: [String] = []

  @Option(help: "A witness that has to have cosigned: a vkey of type 04, or a file that holds one.")
  var witness: [String] = []

  @Option(
    help: "The earlier head that a proof of two heads has to begin from: a checkpoint's file.")
  var from: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    guard let bytes = try OfferingFolder.bytes(at: file) else {
      throw StorageError.missingFile(path: file, expected: "a proof")
    }
    let trusted = try trust.map { try KeyArgument.parse($0, option: "--trust", kind: .note) }
    let witnesses = try witness.map {
      try KeyArgument.parse($0, option: "--witness", kind: .cosignature)
    }
    if bytes.starts(with: ConsistencyFile.header.utf8) {
      return try ConsistencyCheck(
        file, bytes, from: from, trusted: trusted, witnesses: witnesses
      ).report(json: json)
    }
    guard from == nil else {
      throw Failure.WrongCall(
        message: "noEarlierHead: --from is for a proof that one head continues another")
    }
    let proof: EntryProof
    do {
      proof = try EntryProof(parsing: bytes)
    } catch {
      throw Failure.WrongCall(message: "malformedProof: \(file): \(error)")
    }
    var faults: [String] = []
    do {
      try proof.check()
    } catch {
      faults.append("proofFails: \(error)")
    }
    // The key in the file has to fit even where another is demanded: nothing in a proof is idle.
    let note = proof.file.note.bytes
    let vkey = Array(proof.vkey.utf8)
    let own = CheckpointAudit(note, vkey: vkey, trusted: [])
    let head = trusted.isEmpty ? own : CheckpointAudit(note, vkey: vkey, trusted: trusted)
    faults += Set(own.findings.map(\.description) + head.findings.map(\.description)).sorted()
    let seen = Self.cosignatures(on: proof.file.note, witnesses, &faults)
    report(proof, head, seen, faults)
    if !faults.isEmpty { throw Failure.Silent(code: 1) }
  }

  /// The cosignatures of the demanded witnesses; one that is missing is a fault.
  static func cosignatures(
    on note: SignedNote, _ witnesses: [VerifierKey], _ faults: inout [String]
  ) -> [Cosignature] {
    do {
      let found = try note.cosignatures(trusting: witnesses)
      for witness in witnesses where !found.contains(where: { $0.key == witness }) {
        faults.append("notCosigned: found no cosignature of \(witness.name), expected one")
      }
      return found
    } catch {
      faults.append("cosignatureInvalid: \(error)")
      return []
    }
  }

  private func report(
    _ proof: EntryProof, _ head: CheckpointAudit, _ seen: [Cosignature], _ faults: [String]
  ) {
    let leaf = proof.application.map { String(decoding: $0.leaf, as: UTF8.self) }
    let times = seen.map { cosignature in
      (cosignature.key.name, Instant.text(cosignature.time))
    }
    if json {
      Console.write(json(proof, head, leaf, times, faults))
      return
    }
    var text = ""
    if let leaf, let inclusion = proof.application?.inclusion {
      text += TextBlock.labelled("application", leaf)
      text += TextBlock.labelled(
        "place",
        "\(DecimalText.grouped(inclusion.index + 1, decimals: 0)) of "
          + "\(DecimalText.grouped(inclusion.treeSize, decimals: 0)) in the frozen list")
    }
    if let root = proof.listRoot {
      text += TextBlock.labelled("list root", "\(root.hex) (the line applications of seed.txt)")
    }
    text += TextBlock.labelled(
      "entry",
      "\(proof.file.index) of the first \(proof.file.checkpoint.size) of "
        + proof.file.checkpoint.origin)
    text += TextBlock.labelled("journal root", proof.file.checkpoint.root.hex)
    let signer = head.signer ?? "none"
    text += TextBlock.labelled(
      "signer",
      head.isTrusted ? "\(signer), trusted" : "\(signer), unproven (demand one with --trust)")
    for (name, time) in times { text += TextBlock.labelled("witness", "\(name) at \(time)") }
    text += TextBlock.labelled("result", faults.isEmpty ? "the proof holds" : "THE PROOF FAILS")
    for fault in faults { text += "  - \(fault)\n" }
    Console.write(text)
  }

  private func json(
    _ proof: EntryProof, _ head: CheckpointAudit, _ leaf: String?,
    _ times: [(String, String)], _ faults: [String]
  ) -> JSONValue {
    [
      "ok": .bool(faults.isEmpty), "entry": .exact(Int64(clamping: proof.file.index)),
      "size": .exact(Int64(clamping: proof.file.checkpoint.size)),
      "root": .string(proof.file.checkpoint.root.hex),
      "list_root": proof.listRoot.map { .string($0.hex) } ?? .null,
      "origin": .string(proof.file.checkpoint.origin),
      "signer": .string(head.isTrusted ? "trusted" : "unproven"),
      "application": leaf.map { .string($0) } ?? .null,
      "place": proof.application.map { .exact(Int64(clamping: $0.inclusion.index)) } ?? .null,
      "witnesses": .array(times.map { ["name": .string($0.0), "time": .string($0.1)] }),
      "faults": .array(faults.map { .string($0) }),
    ]
  }
}

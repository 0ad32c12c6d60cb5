import ArgumentParser
import Audit
import CanonicalJSON
import Storage
import Transparency

/// `ipo prove DIR --entry N`.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Make a proof that an entry is in the journal, for ipo check-proof.",
    discussion: """
      A C2SP tlog-proof under the journal's checkpoint, with the entry in it.

        ipo prove dema --entry 12 > entry-12.tlog-proof
        ipo check-proof entry-12.tlog-proof
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The entry's number, seq.")
  var entry: UInt64

  @Option(help: "Write the proof to a file instead of standard output.")
  var out: String?

  func run() throws {
    let proof = try ProofMaker(OfferingFolder(folder)).proof(ofEntry: entry)
    if let out {
      try OutputFile.write(proof.bytes, at: out, replacing: .proof)
    } else {
      Console.write(String(decoding: proof.bytes, as: UTF8.self))
    }
  }
}

/// Makes proofs from a folder's journal and its signed heads.
struct ProofMaker {
  private let folder: OfferingFolder
  private let journal: [UInt8]
  private let vkey: String

  init(_ folder: OfferingFolder) throws {
    self.folder = folder
    journal = try Self.bytes("journal.jsonl", folder, expected: "a journal; run ipo settle first")
    vkey = String(
      decoding: try Self.bytes("vkey", folder, expected: "the signer's public key").prefix {
        $0 != UInt8(ascii: "\n")
      }, as: UTF8.self)
  }

  /// A proof under the journal's own checkpoint.
  func proof(ofEntry entry: UInt64) throws -> EntryProof {
    try sound(
      EntryProof(ofEntry: entry, in: journal, under: note("checkpoint"), vkey: vkey))
  }

  /// A proof that `check-proof` would refuse is not handed out.
  private func sound(_ proof: EntryProof) throws -> EntryProof {
    do {
      try proof.check()
    } catch {
      throw Failure.Refused(message: "proofFails: \(error)")
    }
    let head = CheckpointAudit(proof.file.note.bytes, vkey: Array(vkey.utf8), trusted: [])
    guard head.findings.isEmpty else {
      throw Failure.Refused(
        message: "proofFails: " + head.findings.map(\.description).joined(separator: "; "))
    }
    return proof
  }

  /// A proof that a row is in the frozen list, under the head that was signed when it was frozen, with
  /// what witnesses added to it; under the present one where that is not there.
  func proof(of application: EntryProof.Application) throws -> EntryProof {
    guard let frozen = JournalAudit(journal, sizes: []).frozenList else {
      throw Failure.WrongCall(
        message: "notFrozen: found no frozen list, expected ipo lottery freeze")
    }
    let entry = UInt64(frozen.entry)
    for name in [OfferingFolder.cosignedHead, OfferingFolder.frozenHead] where folder.exists(name) {
      // A head of another history would make a proof that fails.
      let proof = try? sound(
        EntryProof(
          ofEntry: entry, in: journal, under: note(name), vkey: vkey, application: application))
      if let proof { return proof }
    }
    return try sound(
      EntryProof(
        ofEntry: entry, in: journal, under: note("checkpoint"), vkey: vkey,
        application: application))
  }

  private func note(_ name: String) throws -> SignedNote {
    try SignedNote(parsing: Self.bytes(name, folder, expected: "a signed checkpoint"))
  }

  private static func bytes(
    _ name: String, _ folder: OfferingFolder, expected: String
  ) throws -> [UInt8] {
    guard let bytes = try folder.bytes(name) else {
      throw StorageError.missingFile(path: folder.file(name), expected: expected)
    }
    return bytes
  }
}

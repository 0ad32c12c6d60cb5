import ArgumentParser
import Audit
import CanonicalJSON
import Storage
import Transparency

/// `ipo prove DIR --entry N`, `ipo prove DIR --from CHECKPOINT`.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract:
      "Make a proof that an entry is in the journal, or that nothing before a head changed.",
    discussion: """
      With --entry a C2SP tlog-proof under the journal's checkpoint, with the entry in it. With \
      --from a proof that the present checkpoint continues an earlier one. ipo check-proof checks \
      both.

        ipo prove dema --entry 12 > entry-12.tlog-proof
        ipo prove dema --from may.checkpoint > since-may.consistency-proof
        ipo check-proof entry-12.tlog-proof
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "The entry's number, seq.")
  var entry: UInt64?

  @Option(help: "An earlier checkpoint of the journal, a file, that the present one continues.")
  var from: String?

  @Option(help: "The same by its number of entries; the head of that size is left unsigned.")
  var fromSize: UInt64?

  @Option(help: "Write the proof to a file instead of standard output.")
  var out: String?

  func validate() throws {
    guard [entry != nil, from != nil, fromSize != nil].count(where: \.self) == 1 else {
      throw ValidationError("expected one of --entry, --from and --from-size")
    }
  }

  func run() throws {
    let maker = try ProofMaker(OfferingFolder(folder))
    let bytes: [UInt8]
    if let entry {
      bytes = try maker.proof(ofEntry: entry).bytes
    } else if let from {
      let head = try HeadFile.read(from)
      bytes = try maker.consistency(from: head.checkpoint, signed: head.note).bytes
    } else {
      bytes = try maker.consistency(fromSize: fromSize ?? 0).bytes
    }
    if let out {
      try OutputFile.write(bytes, at: out, replacing: .proof)
    } else {
      Console.write(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// Makes proofs from a folder's journal and its signed heads.
struct ProofMaker {
  private let folder: OfferingFolder
  private let journal: JournalTree
  private let signed: SignedJournal
  private let vkey: String

  init(_ folder: OfferingFolder) throws {
    self.folder = folder
    guard let signed = try folder.signedJournal() else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    self.signed = signed
    journal = JournalTree(try signed.bytes)
    vkey = String(
      decoding: try Self.bytes("vkey", folder, expected: "the signer's public key").prefix {
        $0 != UInt8(ascii: "\n")
      }, as: UTF8.self)
  }

  /// A proof under the journal's own checkpoint.
  func proof(ofEntry entry: UInt64) throws -> EntryProof {
    try sound(
      EntryProof(ofEntry: entry, in: journal, under: head(), vkey: vkey))
  }

  /// A proof that the journal's checkpoint continues an earlier head.
  func consistency(
    from old: Checkpoint, signed oldNote: SignedNote?
  ) throws -> ConsistencyFile {
    let proof: ConsistencyFile
    do {
      proof = try journal.consistency(
        from: old, signed: oldNote, to: head(), vkey: vkey)
      try proof.verify()
    } catch let fault as HeadFault {
      throw Failure.Refused(message: "\(fault)")
    } catch let error as TransparencyError {
      throw Failure.Refused(message: "proofFails: \(error)")
    }
    let heads = [oldNote, proof.newNote].compactMap(\.self)
    try checkSignatures(heads)
    return proof
  }

  /// The same from the head of a size, which is left unsigned.
  func consistency(fromSize size: UInt64) throws -> ConsistencyFile {
    let origin = try Checkpoint(text: head().text).origin
    return try consistency(
      from: Checkpoint(origin: origin, size: size, root: journal.tree.root(at: size)), signed: nil)
  }

  /// A proof that `check-proof` would refuse is not handed out.
  private func sound(_ proof: EntryProof) throws -> EntryProof {
    do {
      try proof.check()
    } catch {
      throw Failure.Refused(message: "proofFails: \(error)")
    }
    try checkSignatures([proof.file.note])
    return proof
  }

  private func checkSignatures(_ notes: [SignedNote]) throws {
    for note in notes {
      let head = CheckpointAudit(note.bytes, vkey: Array(vkey.utf8), trusted: [])
      guard head.findings.isEmpty else {
        throw Failure.Refused(
          message: "proofFails: " + head.findings.map(\.description).joined(separator: "; "))
      }
    }
  }

  /// A proof that a row is in the frozen list, under the head that was signed when it was frozen, with
  /// what witnesses added to it; under the present one where that is not there.
  func proof(of application: EntryProof.Application) throws -> EntryProof {
    guard let frozen = try JournalAudit(reading: signed.source, sizes: []).frozenList else {
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
        ofEntry: entry, in: journal, under: head(), vkey: vkey,
        application: application))
  }

  private func head() throws -> SignedNote {
    guard let checkpoint = signed.checkpoint else {
      throw StorageError.missingFile(
        path: folder.file("checkpoint"), expected: "a signed checkpoint")
    }
    return try SignedNote(parsing: checkpoint)
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

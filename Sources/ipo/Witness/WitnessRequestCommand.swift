import ArgumentParser
import Audit
import Storage
import Transparency

/// `ipo witness request DIR`.
struct WitnessRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Print what to send to a witness: the head, and the proof from what it saw last.",
    discussion: """
      The body of add-checkpoint (C2SP tlog-witness). Without --old and --from the witness is \
      taken to have seen nothing; one that has answers 409 with the size that it saw. The head is \
      kept as witness/head.checkpoint, so that an answer still fits when the journal has grown.

        ipo witness request dema > request
        ipo witness request dema --old 31
        curl --data-binary @request https://regulator.example/add-checkpoint
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "How many entries the head had that the witness saw last.")
  var old: UInt64?

  @Option(help: "The head that the witness saw last: a checkpoint's file.")
  var from: String?

  @OptionGroup var head: HeadOption

  func validate() throws {
    guard old == nil || from == nil else { throw ValidationError("expected --old or --from") }
  }

  func run() throws {
    let folder = OfferingFolder(folder)
    guard let journal = try folder.bytes("journal.jsonl") else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    let name = try head.name()
    let lock = try folder.lock()
    defer { withExtendedLifetime(lock) {} }
    guard let bytes = try name.map({ try folder.keptCheckpoint($0) }) ?? folder.bytes("checkpoint")
    else {
      throw StorageError.missingFile(path: folder.file("checkpoint"), expected: "a signed head")
    }
    let request = try Self.request(
      SignedNote(parsing: bytes), JournalTree(journal), old: old, from: from)
    if name == nil { try folder.keepPresentHead() }
    Console.write(String(decoding: request.bytes, as: UTF8.self))
  }

  /// - Throws: `secondHead`, `journalShorterThanHead` where the journal is not what was signed or seen.
  private static func request(
    _ note: SignedNote, _ journal: JournalTree, old: UInt64?, from: String?
  ) throws -> AddCheckpoint {
    let new = try Checkpoint(text: note.text)
    var size = old ?? 0
    do {
      try journal.check(new)
      if let from {
        let seen = try HeadFile.read(from).checkpoint
        try journal.check(seen)
        size = seen.size
      }
    } catch let fault as HeadFault {
      throw Failure.Refused(message: "\(fault)")
    }
    let proof = try journal.tree.consistencyProof(from: size, to: new.size)
    return try AddCheckpoint(oldSize: size, hashes: proof.hashes, note: note)
  }
}

import Cryptography
import Inputs
import Transparency

/// Publishes a journal's signed tree: tiles first, then the checkpoint that needs them.
public struct TilePublisher {
  /// What a publication did.
  public struct Outcome: Sendable {
    public let checkpoint: Checkpoint
    /// How many tiles were missing and are written now.
    public let written: Int
    /// How many there are in all, partial ones of the present size with them.
    public let tiles: Int
  }

  private let journal: OfferingFolder
  private let target: OfferingFolder

  /// - Parameter path: the folder to publish in; nil for the journal's own.
  public init(_ journal: OfferingFolder, to path: String?) {
    self.journal = journal
    target = path.map { OfferingFolder($0, on: journal.disk) } ?? journal
  }

  /// Publishes the head that the journal's checkpoint signs. Everything is compared before anything is
  /// written; entries past the checkpoint are not published.
  ///
  /// - Throws: `checkpointInvalid`, `journalShorterThanCheckpoint`, `journalUnsound` where the root is
  ///   another; `tileDiffers`, `publishedHeadDiffers` where another history was published before.
  public func publish() throws -> Outcome {
    guard let note = try journal.bytes("checkpoint"), let head = try SignedHead(journal) else {
      throw StorageError.missingFile(
        path: journal.file("checkpoint"), expected: "a signed head; run ipo settle first")
    }
    let disk = journal.disk
    try disk.makeFolders(target.path)
    let lock = try disk.lock(target.path)
    defer { withExtendedLifetime(lock) {} }
    let folder = TileFolder(target.path, on: disk)
    try check(head.checkpoint, note, folder)
    var (written, tiles) = (0, 0)
    var publication = TilePublication(try source(), in: folder)
    try publication.advance(to: head.checkpoint.size) { tile in
      tiles += 1
      if try folder.keep(tile) { written += 1 }
    }
    if head.checkpoint.size == 0 { try disk.makeFolders(target.file(TileFolder.name)) }
    if try target.bytes("checkpoint") != note {
      try disk.replace(target.file("checkpoint"), with: note, durably: true)
    }
    return Outcome(checkpoint: head.checkpoint, written: written, tiles: tiles)
  }

  /// Reads everything once, and writes nothing.
  private func check(
    _ checkpoint: Checkpoint, _ note: [UInt8], _ folder: TileFolder
  ) throws {
    let published = try publishedHead(besides: note)
    if let published, published.size > checkpoint.size || published.origin != checkpoint.origin {
      throw StorageError.publishedHeadDiffers(
        found: "\(published.origin) at size \(published.size)",
        expected: "\(checkpoint.origin) at size \(checkpoint.size) or below")
    }
    var publication = TilePublication(try source(), in: folder)
    if let published {
      // The partial tiles of that size were published then, and are immutable as all are.
      try publication.advance(to: published.size) { tile in try folder.check(tile) }
      guard publication.root == published.root else {
        throw StorageError.publishedHeadDiffers(
          found: "the root \(published.root) at size \(published.size)",
          expected: "the journal's, \(publication.root)")
      }
    }
    try publication.advance(to: checkpoint.size) { tile in try folder.check(tile) }
    guard publication.root == checkpoint.root else {
      throw StorageError.journalUnsound(
        line: Int(checkpoint.size), found: "the root \(publication.root)",
        expected: "the checkpoint's, \(checkpoint.root)")
    }
  }

  /// The head that was published before, where it is another than the one that is to be.
  private func publishedHead(besides note: [UInt8]) throws -> Checkpoint? {
    guard let bytes = try target.bytes("checkpoint"), bytes != note else { return nil }
    do {
      return try Checkpoint(text: SignedNote(parsing: bytes).text)
    } catch {
      throw StorageError.checkpointInvalid("\(target.file("checkpoint")): \(error)")
    }
  }

  private func source() throws -> ByteSource {
    guard let source = try journal.source("journal.jsonl") else {
      throw StorageError.missingFile(
        path: journal.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    return source
  }
}

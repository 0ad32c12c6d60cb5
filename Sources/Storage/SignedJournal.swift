import Ledger
import Transparency

/// A journal and its signed head as a reader may judge them though a writer is at work: never blocked, and
/// never blaming the writer for what it is writing just now.
///
/// Lines behind the head are left out while a living writer holds the journal, since it signs or cuts them;
/// where there is none, they are given, to be a finding.
public struct SignedJournal: Sendable {
  /// The lines, without those that were left out.
  public let source: JournalSource
  public let checkpoint: [UInt8]?
  public let vkey: [UInt8]?
  /// How many bytes behind the head were left out.
  public let unsignedBytes: Int

  /// - Returns: nil where there is no journal, it was only just created, or none of it is signed and its writer is at work.
  init?(_ folder: OfferingFolder) throws(StorageError) {
    let path = folder.file("journal.jsonl")
    while true {
      // The head first: a journal that is read later holds at least what it signs.
      let checkpoint = try folder.bytes("checkpoint")
      guard let all = try folder.journal(), all.count > 0 || checkpoint != nil else { return nil }
      let end = try Self.end(of: checkpoint, in: all)
      if end == all.count || end == nil {
        (source, self.checkpoint, unsignedBytes) = (all, checkpoint, 0)
        break
      }
      if let end, try folder.disk.isBeingWritten(path) {
        guard checkpoint != nil else { return nil }
        source = all.prefix(end)
        (self.checkpoint, unsignedBytes) = (checkpoint, all.count - end)
        break
      }
      // A writer may have come to its end in between.
      let size = try folder.disk.openToRead(path)?.size()
      if try folder.bytes("checkpoint") == checkpoint, size == all.count {
        (source, self.checkpoint, unsignedBytes) = (all, checkpoint, 0)
        break
      }
    }
    vkey = try folder.bytes("vkey")
  }

  /// All of the lines in memory.
  public var bytes: [UInt8] { get throws { try source.all() } }

  /// Where the lines end that the head signs, 0 without a head; nil where it cannot be read or the journal
  /// has fewer.
  private static func end(
    of checkpoint: [UInt8]?, in journal: JournalSource
  ) throws(StorageError) -> Int? {
    guard let checkpoint else { return 0 }
    guard let note = try? SignedNote(parsing: checkpoint),
      let head = try? Checkpoint(text: note.text)
    else { return nil }
    do {
      if try isLast(head.size, in: journal) { return journal.count }
      return try journal.end(ofLines: head.size)
    } catch let error as StorageError {
      throw error
    } catch {
      preconditionFailure("a folder throws storage errors: \(error)")
    }
  }

  /// True where the last line says that it is the last one of so many: then nobody has to count. Where it
  /// lies, nothing is left out, and verifying tells.
  private static func isLast(_ size: UInt64, in journal: JournalSource) throws -> Bool {
    let ending = Array(",\"seq\":\(size &- 1)}\n".utf8)
    guard size > 0, journal.count >= ending.count else { return false }
    return try journal.all(in: journal.count - ending.count..<journal.count) == ending
  }
}

extension OfferingFolder {
  /// The journal with its head, for a reader.
  public func signedJournal() throws(StorageError) -> SignedJournal? { try SignedJournal(self) }
}

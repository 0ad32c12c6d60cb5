import Transparency

/// A journal and its signed head as a reader may judge them though a writer is at work: never blocked, and
/// never blaming the writer for what it is writing just now.
///
/// Lines behind the head are left out while a living writer holds the journal, since it signs or cuts them;
/// where there is none, they are given, to be a finding.
public struct SignedJournal: Sendable {
  public let bytes: [UInt8]
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
      guard let bytes = try folder.bytes("journal.jsonl"), !bytes.isEmpty || checkpoint != nil
      else {
        return nil
      }
      let end = Self.end(of: checkpoint, in: bytes)
      if end == bytes.count || end == nil {
        (self.bytes, self.checkpoint, unsignedBytes) = (bytes, checkpoint, 0)
        break
      }
      if let end, try folder.disk.isBeingWritten(path) {
        guard checkpoint != nil else { return nil }
        self.bytes = Array(bytes.prefix(end))
        (self.checkpoint, unsignedBytes) = (checkpoint, bytes.count - end)
        break
      }
      // A writer may have come to its end in between.
      let size = try folder.disk.openToRead(path)?.size()
      if try folder.bytes("checkpoint") == checkpoint, size == bytes.count {
        (self.bytes, self.checkpoint, unsignedBytes) = (bytes, checkpoint, 0)
        break
      }
    }
    vkey = try folder.bytes("vkey")
  }

  /// Where the lines end that the head signs, 0 without a head; nil where it cannot be read or the journal
  /// has fewer.
  private static func end(of checkpoint: [UInt8]?, in bytes: [UInt8]) -> Int? {
    guard let checkpoint else { return 0 }
    guard let note = try? SignedNote(parsing: checkpoint),
      let head = try? Checkpoint(text: note.text)
    else { return nil }
    var lines: UInt64 = 0
    if lines == head.size { return 0 }
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      lines += 1
      if lines == head.size { return place + 1 }
    }
    return nil
  }
}

extension OfferingFolder {
  /// The journal with its head, for a reader.
  public func signedJournal() throws(StorageError) -> SignedJournal? { try SignedJournal(self) }
}

import Ledger
import Synchronization

extension OfferingFolder {
  /// The journal as it is now, to be read in parts from several threads; nil where there is none. What is
  /// appended meanwhile is not seen.
  public func journal() throws(StorageError) -> JournalSource? {
    let path = file("journal.jsonl")
    guard let opened = try disk.openToRead(path) else { return nil }
    let size = try opened.size()
    let shared = SharedFile(opened)
    return JournalSource(count: size) { start, buffer in
      try shared.read(start, into: buffer)
    }
  }
}

/// A file of which several threads read; the system copies faster than any of them looks at the bytes.
private final class SharedFile: @unchecked Sendable {
  private let file: any DiskFile
  private let turn = Mutex(())

  init(_ file: any DiskFile) { self.file = file }

  func read(_ start: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) {
    let failure = turn.withLock { _ -> StorageError? in
      do throws(StorageError) {
        try file.seek(to: start)
        var count = 0
        while count < buffer.count {
          let got = try file.read(into: .init(rebasing: buffer[count...]))
          guard got > 0 else {
            throw .system(operation: "read", path: file.path, reason: "it was cut meanwhile")
          }
          count += got
        }
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}

/// The journal's file, open to be written behind its last closed operation.
final class JournalFile {
  private let file: any DiskFile
  /// Where the bytes end that count.
  private(set) var end: Int

  /// Opens the file, or creates it. What lies behind `end` is cut.
  ///
  /// - Parameter unsigned: the closed operations before `end` that no checkpoint signs yet. A crash may
  ///   have come before they were synced, or their sync may have failed; what a system then shows need not
  ///   be on the disk, so they are written again before anybody signs them.
  init(
    _ path: String, on disk: any Disk, end: Int, unsigned: ArraySlice<UInt8>
  ) throws(StorageError) {
    file = try disk.openToWrite(path, .extending, mode: 0o644)
    self.end = end
    file.markWriting()
    if try file.size() > end { try file.truncate(to: end) }
    try file.seek(to: end - unsigned.count)
    if !unsigned.isEmpty {
      try file.write(whole: Array(unsigned))
      try file.sync()
    }
    // The name may have been made by a run that did not come to sync it.
    try disk.syncFolder(of: path)
  }

  /// Writes behind what is there.
  func append(_ bytes: [UInt8]) throws(StorageError) {
    try file.write(whole: bytes)
    end += bytes.count
  }

  /// Makes what was written outlive a crash.
  func sync() throws(StorageError) { try file.sync() }

  /// Bytes that were written.
  func read(_ range: Range<Int>) throws -> [UInt8] {
    try file.seek(to: range.lowerBound)
    let bytes = try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        let room = UnsafeMutableRawBufferPointer(buffer)[count...]
        let got = try file.read(into: .init(rebasing: room))
        guard got > 0 else { break }
        count += got
      }
    }
    try file.seek(to: end)
    return bytes
  }

  /// Cuts what was written since, and was not synced.
  func cut(to end: Int) throws(StorageError) {
    try file.truncate(to: end)
    try file.seek(to: end)
    self.end = end
  }
}

import Foundation
import Storage

/// The system's disk, and when the journal was last synced.
final class ClockedDisk: Disk, @unchecked Sendable {
  private let disk = SystemDisk()
  /// When the journal's last sync began and ended, in seconds.
  fileprivate(set) var syncStart = 0.0
  fileprivate(set) var syncEnd = 0.0

  static var now: Double { ProcessInfo.processInfo.systemUptime }

  func openToWrite(
    _ path: String, _ use: DiskUse, mode: UInt32
  ) throws(StorageError) -> any DiskFile {
    let file = try disk.openToWrite(path, use, mode: mode)
    return path.hasSuffix("journal.jsonl") ? ClockedFile(file, self) : file
  }

  func openToRead(_ path: String) throws(StorageError) -> (any DiskFile)? {
    try disk.openToRead(path)
  }
  func rename(_ path: String, to other: String) throws(StorageError) {
    try disk.rename(path, to: other)
  }
  func link(_ path: String, to other: String) throws(StorageError) -> Bool {
    try disk.link(path, to: other)
  }
  func remove(_ path: String) throws(StorageError) -> Bool { try disk.remove(path) }
  func makeFolder(_ path: String, mode: UInt32) throws(StorageError) -> Bool {
    try disk.makeFolder(path, mode: mode)
  }
  func syncFolder(_ path: String) throws(StorageError) { try disk.syncFolder(path) }
  func names(in folder: String) throws(StorageError) -> [String]? { try disk.names(in: folder) }
  func exists(_ path: String) -> Bool { disk.exists(path) }
  func lock(_ folder: String) throws(StorageError) -> AnyObject { try disk.lock(folder) }
  func isBeingWritten(_ path: String) throws(StorageError) -> Bool {
    try disk.isBeingWritten(path)
  }
}

private final class ClockedFile: DiskFile {
  private let file: any DiskFile
  private let disk: ClockedDisk

  init(_ file: any DiskFile, _ disk: ClockedDisk) {
    self.file = file
    self.disk = disk
  }

  var path: String { file.path }
  func markWriting() { file.markWriting() }
  func size() throws(StorageError) -> Int { try file.size() }
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    try file.read(into: buffer)
  }
  func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int {
    try file.write(bytes)
  }
  func seek(to offset: Int) throws(StorageError) { try file.seek(to: offset) }
  func truncate(to size: Int) throws(StorageError) { try file.truncate(to: size) }
  func sync() throws(StorageError) {
    disk.syncStart = ClockedDisk.now
    try file.sync()
    disk.syncEnd = ClockedDisk.now
  }
}

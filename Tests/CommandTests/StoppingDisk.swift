import Storage
import Synchronization

/// The system's disk, which stops working at its n-th call: what a crash at that moment leaves, as far
/// as the calls before it reached the disk.
final class StoppingDisk: Disk {
  private let disk = SystemDisk()
  private let left: Mutex<Int>

  /// - Parameter calls: how many calls succeed.
  init(after calls: Int) { left = Mutex(calls) }

  /// How many calls are left.
  var callsLeft: Int { left.withLock(\.self) }

  fileprivate func count(_ operation: String, _ path: String) throws(StorageError) {
    let isOver = left.withLock { left in
      left -= 1
      return left < 0
    }
    if isOver { throw .system(operation: operation, path: path, reason: "the disk stopped") }
  }

  func openToRead(_ path: String) throws(StorageError) -> (any DiskFile)? {
    try count("open", path)
    return try disk.openToRead(path)
  }

  func openToWrite(
    _ path: String, _ use: DiskUse, mode: UInt32
  ) throws(StorageError) -> any DiskFile {
    try count("create", path)
    return StoppingFile(try disk.openToWrite(path, use, mode: mode), self)
  }

  func rename(_ path: String, to other: String) throws(StorageError) {
    try count("rename", other)
    try disk.rename(path, to: other)
  }

  func link(_ path: String, to other: String) throws(StorageError) -> Bool {
    try count("link", other)
    return try disk.link(path, to: other)
  }

  func remove(_ path: String) throws(StorageError) -> Bool {
    try count("remove", path)
    return try disk.remove(path)
  }

  func makeFolder(_ path: String, mode: UInt32) throws(StorageError) -> Bool {
    try count("create", path)
    return try disk.makeFolder(path, mode: mode)
  }

  func syncFolder(_ path: String) throws(StorageError) {
    try count("sync", path)
    try disk.syncFolder(path)
  }

  func names(in folder: String) throws(StorageError) -> [String]? {
    try count("open", folder)
    return try disk.names(in: folder)
  }

  func exists(_ path: String) -> Bool { disk.exists(path) }

  func isBeingWritten(_ path: String) throws(StorageError) -> Bool {
    try disk.isBeingWritten(path)
  }

  func lock(_ folder: String) throws(StorageError) -> AnyObject {
    try count("lock", folder)
    return try disk.lock(folder)
  }
}

/// A file of such a disk; a write that fails leaves half of its bytes.
private final class StoppingFile: DiskFile {
  private let file: any DiskFile
  private let disk: StoppingDisk

  init(_ file: any DiskFile, _ disk: StoppingDisk) {
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
    do {
      try disk.count("write", path)
    } catch {
      _ = try file.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 2)))
      throw error
    }
    return try file.write(bytes)
  }

  func seek(to offset: Int) throws(StorageError) { try file.seek(to: offset) }

  func truncate(to size: Int) throws(StorageError) {
    try disk.count("cut", path)
    try file.truncate(to: size)
  }

  func sync() throws(StorageError) {
    try disk.count("sync", path)
    try file.sync()
  }
}

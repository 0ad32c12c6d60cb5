import Glibc

/// The operating system's own disk.
public struct SystemDisk: Disk {
  public init() {}

  public func openToRead(_ path: String) throws(StorageError) -> (any DiskFile)? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .ofSystem("open", path)
    }
    let file = SystemFile(descriptor, path)
    guard try file.status().st_mode & S_IFMT == S_IFREG else {
      throw .system(operation: "read", path: path, reason: "it is not a file")
    }
    return file
  }

  public func openToWrite(
    _ path: String, _ use: DiskUse, mode: UInt32
  ) throws(StorageError) -> any DiskFile {
    let flags =
      switch use {
      case .extending: O_RDWR | O_CREAT
      case .replacing: O_WRONLY | O_CREAT | O_TRUNC
      case .creating: O_WRONLY | O_CREAT | O_EXCL
      }
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .ofSystem("create", path) }
    return SystemFile(descriptor, path)
  }

  public func rename(_ path: String, to other: String) throws(StorageError) {
    guard Glibc.rename(path, other) == 0 else { throw .ofSystem("rename", other) }
  }

  public func link(_ path: String, to other: String) throws(StorageError) -> Bool {
    if Glibc.link(path, other) == 0 { return true }
    guard errno == EEXIST else { throw .ofSystem("create", other) }
    return false
  }

  public func remove(_ path: String) throws(StorageError) -> Bool {
    if unlink(path) == 0 { return true }
    guard errno == ENOENT else { throw .ofSystem("remove", path) }
    return false
  }

  public func makeFolder(_ path: String, mode: UInt32) throws(StorageError) -> Bool {
    if mkdir(path, mode) == 0 { return true }
    guard errno == EEXIST else { throw .ofSystem("create", path) }
    return false
  }

  public func syncFolder(_ path: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .ofSystem("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .ofSystem("sync", path) }
  }

  public func names(in folder: String) throws(StorageError) -> [String]? {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return nil }
      throw .ofSystem("open", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  public func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// The kernel lets go of the lock when the process ends.
  public func lock(_ folder: String) throws(StorageError) -> AnyObject {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .missingFile(path: folder, expected: "an offering's folder")
    }
    let file = SystemFile(descriptor, folder)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .folderBusy(path: folder) }
    return file
  }

  public func isBeingWritten(_ path: String) throws(StorageError) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw .ofSystem("open", path)
    }
    defer { close(descriptor) }
    var mark = Glibc.flock()
    mark.l_type = Int16(F_RDLCK)
    guard fcntl(descriptor, OpenFileLock.get, &mark) == 0 else { return false }
    return mark.l_type != Int16(F_UNLCK)
  }
}

/// Linux's locks of an open file, as fcntl.h has them.
private enum OpenFileLock {
  static let get: Int32 = 36
  static let set: Int32 = 37
}

/// A descriptor that is closed with its last user.
private final class SystemFile: DiskFile {
  let path: String
  private let descriptor: Int32

  init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  func status() throws(StorageError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .ofSystem("stat", path) }
    return status
  }

  /// A lock of the open file on all of it, which only those meet who ask. What keeps writers apart is the
  /// folder's lock: a system that has no such locks only makes readers see more than they need to.
  func markWriting() {
    var mark = Glibc.flock()
    mark.l_type = Int16(F_WRLCK)
    _ = fcntl(descriptor, OpenFileLock.set, &mark)
  }

  func size() throws(StorageError) -> Int { Int(try status().st_size) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    while true {
      // One call of the system reads at most 2 GiB.
      let count = Glibc.read(descriptor, buffer.baseAddress, min(buffer.count, 1 << 26))
      if count >= 0 { return count }
      guard errno == EINTR else { throw .ofSystem("read", path) }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int {
    while true {
      let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      if count > 0 || bytes.isEmpty { return count }
      guard count < 0, errno == EINTR else { throw .ofSystem("write", path) }
    }
  }

  func seek(to offset: Int) throws(StorageError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .ofSystem("seek", path) }
  }

  func truncate(to size: Int) throws(StorageError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .ofSystem("cut", path) }
  }

  func sync() throws(StorageError) {
    guard fdatasync(descriptor) == 0 else { throw .ofSystem("sync", path) }
  }
}

extension StorageError {
  /// The reason that the operating system gave for its last refusal.
  static func ofSystem(_ operation: String, _ path: String) -> StorageError {
    .system(operation: operation, path: path, reason: String(cString: strerror(errno)))
  }
}

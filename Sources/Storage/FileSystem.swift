import Glibc
import Inputs

/// The few calls the program makes to the operating system, each error with its path and reason.
enum FileSystem {
  /// The whole file; nil where there is none.
  static func read(_ path: String) throws(StorageError) -> [UInt8]? {
    guard let (descriptor, size) = try openFile(path) else { return nil }
    defer { close(descriptor) }
    var failure = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, min(size - count, 1 << 26))
        if got < 0 { failure = true }
        guard got > 0 else { break }
        count += got
      }
    }
    if failure { throw .system(operation: "read", path: path, reason: lastReason()) }
    return bytes
  }

  /// A file's descriptor and its size; nil where there is none.
  private static func openFile(
    _ path: String
  ) throws(StorageError) -> (descriptor: Int32, size: Int)? {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .system(operation: "open", path: path, reason: lastReason())
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw .system(operation: "stat", path: path, reason: lastReason())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .system(operation: "read", path: path, reason: "it is not a file")
    }
    return (descriptor, Int(status.st_size))
  }

  /// The file's bytes, block by block; nil where there is none.
  static func source(_ path: String) throws(StorageError) -> ByteSource? {
    guard let (descriptor, _) = try openFile(path) else { return nil }
    let file = OpenFile(descriptor)
    return ByteSource {
      var failure = false
      let block = [UInt8](unsafeUninitializedCapacity: ByteSource.blockLength) { buffer, count in
        let got = Glibc.read(file.descriptor, buffer.baseAddress, buffer.count)
        failure = got < 0
        count = max(0, got)
      }
      if failure {
        throw StorageError.system(operation: "read", path: path, reason: lastReason())
      }
      return block
    }
  }

  /// A descriptor that is closed with its last user.
  private final class OpenFile {
    let descriptor: Int32
    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  /// Writes all of `bytes` at the descriptor's position.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StorageError) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
      }
      guard written > 0 else {
        if errno == EINTR { continue }
        throw .system(operation: "write", path: path, reason: lastReason())
      }
      offset += written
    }
  }

  /// Makes what was written to the descriptor outlive a crash.
  static func sync(_ descriptor: Int32, path: String) throws(StorageError) {
    guard fdatasync(descriptor) == 0 else {
      throw .system(operation: "sync", path: path, reason: lastReason())
    }
  }

  /// Replaces a file at once: readers see the old one or the new one, whole.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o644, durably: Bool
  ) throws(StorageError) {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw .system(operation: "create", path: temporary, reason: lastReason())
    }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, path: temporary)
    if durably { try sync(descriptor, path: temporary) }
    guard rename(temporary, path) == 0 else {
      throw .system(operation: "rename", path: path, reason: lastReason())
    }
    if durably { try syncFolder(of: path) }
  }

  /// Replaces a file at once by what `make` writes block by block; where that fails, the old one stays.
  static func replace(
    _ path: String, durably: Bool = false,
    writing make: (_ write: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw StorageError.system(operation: "create", path: temporary, reason: lastReason())
    }
    defer { close(descriptor) }
    do {
      try make { try write($0, to: descriptor, path: temporary) }
      if durably { try sync(descriptor, path: temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      throw StorageError.system(operation: "rename", path: path, reason: lastReason())
    }
    if durably { try syncFolder(of: path) }
  }

  /// Removes a file, where it is there.
  static func remove(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .system(operation: "remove", path: path, reason: lastReason())
    }
  }

  /// True where a folder has no entry, or is not there.
  static func isEmptyFolder(_ path: String) throws(StorageError) -> Bool {
    guard let folder = opendir(path) else {
      if errno == ENOENT { return true }
      throw .system(operation: "open", path: path, reason: lastReason())
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { return false }
    }
    return true
  }

  /// Creates a file that must not be there yet, whole and durable; where another process was first,
  /// its file stays.
  static func create(_ path: String, with bytes: [UInt8], mode: mode_t) throws(StorageError) {
    let temporary = "\(path).\(getpid()).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw .system(operation: "create", path: temporary, reason: lastReason())
    }
    defer {
      close(descriptor)
      unlink(temporary)
    }
    try write(bytes, to: descriptor, path: temporary)
    try sync(descriptor, path: temporary)
    guard link(temporary, path) == 0 || errno == EEXIST else {
      throw .system(operation: "create", path: path, reason: lastReason())
    }
    try syncFolder(of: path)
  }

  /// Makes a new name in a folder outlive a crash.
  static func syncFolder(of path: String) throws(StorageError) {
    let folder = parent(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .system(operation: "open", path: folder, reason: lastReason())
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .system(operation: "sync", path: folder, reason: lastReason())
    }
  }

  /// Creates a folder and what is missing above it.
  static func makeFolder(_ path: String, mode: mode_t = 0o755) throws(StorageError) {
    var status = stat()
    if stat(path, &status) == 0 { return }
    let above = parent(of: path)
    if above != path { try makeFolder(above, mode: mode) }
    guard mkdir(path, mode) == 0 || errno == EEXIST else {
      throw .system(operation: "create", path: path, reason: lastReason())
    }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func lastReason() -> String { String(cString: strerror(errno)) }
}

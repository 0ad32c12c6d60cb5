import Inputs

/// What the program does with whole files, made of the disk's few calls.
extension Disk {
  /// The whole file; nil where there is none.
  func read(_ path: String) throws(StorageError) -> [UInt8]? {
    guard let file = try openToRead(path) else { return nil }
    let size = try file.size()
    do {
      return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
          let room = UnsafeMutableRawBufferPointer(buffer)[count...]
          let got = try file.read(into: .init(rebasing: room))
          guard got > 0 else { break }
          count += got
        }
      }
    } catch let error as StorageError {
      throw error
    } catch {
      preconditionFailure("a disk throws storage errors")
    }
  }

  /// The file's bytes, block by block; nil where there is none.
  func source(_ path: String) throws(StorageError) -> ByteSource? {
    guard let file = try openToRead(path) else { return nil }
    return ByteSource {
      try [UInt8](unsafeUninitializedCapacity: ByteSource.blockLength) { buffer, count in
        count = try file.read(into: .init(buffer))
      }
    }
  }

  /// Replaces a file at once: readers see the old one or the new one, whole.
  func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o644, durably: Bool
  ) throws(StorageError) {
    let temporary = path + ".new"
    let file = try openToWrite(temporary, .replacing, mode: mode)
    try file.write(whole: bytes)
    if durably { try file.sync() }
    try rename(temporary, to: path)
    if durably { try syncFolder(of: path) }
  }

  /// Replaces a file at once by what `make` writes block by block; where that fails, the old one stays.
  func replace(
    _ path: String, durably: Bool = false,
    writing make: (_ write: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = path + ".new"
    let file = try openToWrite(temporary, .replacing, mode: 0o644)
    do {
      try make { try file.write(whole: $0) }
      if durably { try file.sync() }
    } catch {
      try remove(temporary)
      throw error
    }
    try rename(temporary, to: path)
    if durably { try syncFolder(of: path) }
  }

  /// Creates a file that must not be there yet, whole and durable; where another process was first,
  /// its file stays.
  ///
  /// - Parameter mark: tells this process's temporary file from another's.
  func create(
    _ path: String, with bytes: [UInt8], mode: UInt32, mark: String
  ) throws(StorageError) {
    let temporary = "\(path).\(mark).new"
    let file = try openToWrite(temporary, .creating, mode: mode)
    do throws(StorageError) {
      try file.write(whole: bytes)
      try file.sync()
      _ = try link(temporary, to: path)
      try syncFolder(of: path)
    } catch {
      _ = try? remove(temporary)
      throw error
    }
    try remove(temporary)
  }

  /// Creates a folder and what is missing above it, all durably.
  func makeFolders(_ path: String, mode: UInt32 = 0o755) throws(StorageError) {
    if exists(path) { return }
    let above = Self.parent(of: path)
    if above != path { try makeFolders(above, mode: mode) }
    if try makeFolder(path, mode: mode) { try syncFolder(above) }
  }

  /// Makes a new name in its folder outlive a crash.
  func syncFolder(of path: String) throws(StorageError) {
    try syncFolder(Self.parent(of: path))
  }

  /// The folder that a file stands in.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension DiskFile {
  /// Writes all of the bytes.
  func write(whole bytes: [UInt8]) throws(StorageError) {
    var offset = 0
    while offset < bytes.count {
      do {
        offset += try bytes.withUnsafeBytes { try write(.init(rebasing: $0[offset...])) }
      } catch let error as StorageError {
        throw error
      } catch {
        preconditionFailure("a disk throws storage errors")
      }
    }
  }
}

import Glibc

/// A file's bytes where the system keeps them, for files too large to hold: nothing is copied, and
/// what was read is let go.
///
/// The file must not be cut short while it is read; the system would end the process.
public struct MappedFile: ~Copyable {
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Up to where the system has been asked for the bytes, and up to where they are given back.
  private var fetched = 0
  private var released = 0

  /// How many bytes are there at once.
  private static let window = 8 << 20

  /// - Throws: where it is missing, no file, or cannot be read.
  public init(_ path: String, expected: String) throws(StorageError) {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { throw .missingFile(path: path, expected: expected) }
      throw .ofSystem("open", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .ofSystem("stat", path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .system(operation: "read", path: path, reason: "it is not a file")
    }
    guard status.st_size > 0 else {
      bytes = UnsafeBufferPointer(start: nil, count: 0)
      return
    }
    let count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw .ofSystem("map", path) }
    bytes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: count)
    pass(0)
  }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }

  /// Lets go of the bytes before `offset`, and fetches those behind it. Advice only: every byte can
  /// still be read.
  public mutating func pass(_ offset: Int) {
    guard let base = bytes.baseAddress, offset >= fetched - Self.window / 2 else { return }
    let start = UnsafeMutableRawPointer(mutating: base)
    // What was fetched two windows ago; the last row may reach back into the window before.
    let old = max(fetched - Self.window, 0)
    if old > released {
      madvise(start + released, old - released, MADV_DONTNEED)
      released = old
    }
    let end = min(fetched + Self.window, bytes.count)
    // MADV_POPULATE_READ: all pages in one call. Older systems refuse it and fetch page by page.
    if end > fetched { madvise(start + fetched, end - fetched, 22) }
    fetched = end == bytes.count ? Int.max / 2 : end
  }
}

import Synchronization

/// The bytes of a journal, wherever they are kept: read part by part, any part again, from several
/// threads.
public final class JournalSource: Sendable {
  /// How many bytes there are.
  public let count: Int
  private let fill: @Sendable (Int, UnsafeMutableRawBufferPointer) throws -> Void
  private let fault = Mutex<(any Error)?>(nil)

  /// - Parameter fill: fills a buffer with the bytes from a place on; it is only asked for bytes that are
  ///   there, and throws where it can't give all of them.
  public init(
    count: Int, fill: @escaping @Sendable (Int, UnsafeMutableRawBufferPointer) throws -> Void
  ) {
    self.count = count
    self.fill = fill
  }

  /// A journal in memory.
  public convenience init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { start, buffer in
      bytes.withUnsafeBytes { source in
        buffer.copyMemory(from: .init(rebasing: source[start..<start + buffer.count]))
      }
    }
  }

  /// Fills a buffer with the bytes from `start` on.
  public func read(_ start: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    precondition(start >= 0 && start + buffer.count <= count, "bytes that are not there")
    if !buffer.isEmpty { try fill(start, buffer) }
  }

  /// Only the first bytes of it.
  public func prefix(_ count: Int) -> JournalSource {
    JournalSource(count: min(count, self.count), fill: fill)
  }

  /// All bytes, or those of a range.
  public func all(in range: Range<Int>? = nil) throws -> [UInt8] {
    let range = range ?? 0..<count
    return try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      try read(range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      filled = range.count
    }
  }

  /// Where so many lines end, behind the last one's LF; nil where there are fewer.
  ///
  /// - Complexity: O(n) bytes; a window of them is in memory.
  public func end(ofLines lines: UInt64) throws -> Int? {
    var (left, start) = (lines, 0)
    while left > 0, start < count {
      let window = try all(in: start..<min(start + 1 << 20, count))
      var place = 0
      while left > 0,
        let feed = (window.withUnsafeBufferPointer { LineFeed.first(in: $0, from: place) })
      {
        place = feed + 1
        left -= 1
      }
      if left == 0 { return start + place }
      start += window.count
    }
    return left == 0 ? 0 : nil
  }

  /// Bytes that were read before, for readers that have no way to fail: where they can't be read any
  /// more it gives none, and `check` tells.
  public func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    do {
      return try all(in: range)[...]
    } catch {
      fault.withLock { $0 = $0 ?? error }
      return []
    }
  }

  /// - Throws: what kept `bytes` from reading; nothing that was concluded since holds.
  public func check() throws {
    if let error = fault.withLock({ $0 }) { throw error }
  }
}

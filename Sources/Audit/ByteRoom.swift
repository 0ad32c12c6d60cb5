import Ledger

/// Memory for a stretch of a journal, used again for the next one.
final class ByteRoom {
  private var memory: UnsafeMutableRawBufferPointer
  private var used = 0..<0

  init() { memory = .allocate(byteCount: 0, alignment: 16) }

  deinit { memory.deallocate() }

  /// What is in it, until it is changed.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeRawBufferPointer(rebasing: memory[used]).assumingMemoryBound(to: UInt8.self)
  }

  func removeAll() { used = 0..<0 }

  func dropFirst(_ count: Int) { used = used.lowerBound + count..<used.upperBound }

  func dropLast(_ count: Int) { used = used.lowerBound..<used.upperBound - count }

  /// Adds the journal's bytes up to `end`, where what is in the room already begins at `start`.
  func append(upTo end: Int, of source: JournalSource, from start: Int) throws {
    let count = end - start - used.count
    if used.upperBound + count > memory.count {
      let larger = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(used.upperBound + count, 2 * memory.count), alignment: 16)
      larger.copyMemory(from: .init(memory))
      memory.deallocate()
      memory = larger
    }
    let target = memory[used.upperBound..<used.upperBound + count]
    try source.read(start + used.count, into: .init(rebasing: target))
    used = used.lowerBound..<used.upperBound + count
  }
}

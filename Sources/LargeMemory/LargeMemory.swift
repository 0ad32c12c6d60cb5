import Glibc

/// Memory for tables of hundreds of megabytes that are met in no order: all zero, and in pages of
/// 2 MiB where the system has them. With pages of 4 KiB looking up a page's place costs more than
/// the memory itself.
///
/// It is the system's own, and used only as it is filled. Whoever holds it says nothing to results.
public struct LargeMemory: ~Copyable {
  public private(set) var start: UnsafeMutableRawPointer
  /// How many bytes there are.
  public private(set) var count: Int

  /// The size and the alignment of a large page.
  private static let page = 2 << 20

  /// At least so many bytes, all zero.
  public init(bytes: Int) {
    count = Self.rounded(max(bytes, 1))
    start = Self.map(count)
  }

  deinit { munmap(start, count) }

  /// Makes room for so many bytes; the old ones move along.
  public mutating func grow(to bytes: Int) {
    guard bytes > count else { return }
    let larger = Self.rounded(bytes)
    let grown = Self.map(larger)
    grown.copyMemory(from: start, byteCount: count)
    munmap(start, count)
    (start, count) = (grown, larger)
  }

  private static func rounded(_ bytes: Int) -> Int {
    let unit = bytes < page ? 4096 : page
    return (bytes + unit - 1) / unit * unit
  }

  /// A range that begins at a large page, where it fills one.
  private static func map(_ count: Int) -> UnsafeMutableRawPointer {
    let isLarge = count >= page
    // One page more, of which what lies before and behind the range is given back.
    let wanted = count + (isLarge ? page : 0)
    guard
      let all = mmap(
        nil, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0),
      all != MAP_FAILED
    else { preconditionFailure("the system has no \(wanted) bytes of memory left") }
    guard isLarge else { return all }
    let before = (page - Int(bitPattern: all) % page) % page
    if before > 0 { munmap(all, before) }
    let start = all + before
    let behind = page - before
    if behind > 0 { munmap(start + count, behind) }
    madvise(start, count, MADV_HUGEPAGE)
    return start
  }
}

import LargeMemory

/// Remembers which ids were seen, in memory that does not grow with them: a filter of fixed size that never
/// forgets one, but may take one for seen that was not.
///
/// Why a second look makes it exact: an id that comes twice is the second time always taken for seen, since
/// the first time set all the bits that it asks for. So where nothing is suspected no id came twice, and
/// where something is, comparing the ids with suspected hashes finds all that did. The blocks are of 512
/// bits, a cache line, of which an id sets 8; among three million ids one is suspected wrongly in a hundred
/// journals.
struct SeenIDs {
  /// Hashes that may have come twice; nil where there were too many to keep.
  private(set) var suspects: Set<UInt64>? = []

  private let bits: FilterBits
  private static let suspectCountMax = 1 << 20

  /// - Parameter bytes: the journal's length: a short one needs less than 64 MiB of filter.
  init(bytes: Int) {
    var blocks = 64
    while blocks < 1 << 20, blocks < bytes / 64 { blocks *= 2 }
    bits = FilterBits(blockCount: blocks)
  }

  /// Takes ids by their hashes, many at once: each one waits for memory, and all of them wait together.
  mutating func insert(_ hashes: ContiguousArray<UInt64>) {
    for start in stride(from: 0, to: hashes.count, by: 256) {
      let some = hashes[start..<min(start + 256, hashes.count)]
      bits.fetch(some)
      for hash in some where bits.insert(hash) {
        suspects?.insert(hash)
        if suspects?.count ?? 0 > Self.suspectCountMax { suspects = nil }
      }
    }
  }

  /// True where an id of that hash may have come twice.
  func isSuspect(_ hash: UInt64) -> Bool { suspects?.contains(hash) ?? true }

  var isSuspicious: Bool { suspects?.isEmpty != true }
}

/// Blocks of 512 bits in memory that the system gives as it is used.
private final class FilterBits {
  private let memory: LargeMemory
  private let words: UnsafeMutablePointer<UInt64>
  private let mask: UInt64

  init(blockCount: Int) {
    memory = LargeMemory(bytes: blockCount * 64)
    words = memory.start.bindMemory(to: UInt64.self, capacity: blockCount * 8)
    mask = UInt64(blockCount - 1)
  }

  /// Asks for the memory of many hashes before the first of them has to wait.
  func fetch(_ hashes: ContiguousArray<UInt64>.SubSequence) {
    var sum: UInt64 = 0
    for hash in hashes { sum |= words[Int(hash & mask) * 8] }
    fetched = sum
  }

  /// Keeps the compiler from leaving out what only fetches.
  private var fetched: UInt64 = 0

  /// Sets the bits of a hash, one in each word of a block; true where all of them were set.
  @inline(__always)
  func insert(_ hash: UInt64) -> Bool {
    let block = words + Int(hash & mask) * 8
    // Six bits of what is left of the hash for each word.
    var rest = (hash >> 20) &* 0x9E37_79B9_7F4A_7C15
    var missing: UInt64 = 0
    for word in 0..<8 {
      let bit: UInt64 = 1 << (rest >> 58)
      missing |= bit & ~block[word]
      block[word] |= bit
      rest <<= 6
    }
    return missing == 0
  }
}

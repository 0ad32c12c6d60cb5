import LargeMemory
import Quantities

/// The ledger's movements in one run of memory, without a text of their own: some 40 bytes each.
///
/// They keep the order in which they came.
public final class PackedMovements {
  private var memory: LargeMemory
  private(set) var words: UnsafeMutablePointer<UInt64>
  /// How many words are taken.
  private(set) var end = 0
  private var capacity: Int
  public private(set) var count = 0

  /// - Parameter bytes: about how much they will take, for example the size of the file that they
  ///   are read from. It grows beyond where it has to; memory is used only as it is filled.
  public init(bytes: Int = 0) {
    memory = LargeMemory(bytes: bytes)
    words = memory.start.assumingMemoryBound(to: UInt64.self)
    capacity = memory.count / 8
  }

  /// Takes rows of a file.
  public func append(
    _ slices: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>,
    group: MovementGroup
  ) {
    let group = Self.place(of: group)
    for slice in slices {
      reserve(bytes: slice.referenceCount + slice.accountCount)
      let key = MovementKey(words: words + end)
      key.set(slice, of: bytes, group: group)
      end += key.count
      count += 1
    }
  }

  /// - Precondition: The account has at most 65,535 bytes, the reference below 4 GiB.
  public func append(_ movement: LedgerMovement) {
    let accountCount = movement.account.utf8.count
    precondition(accountCount <= MovementKey.accountBytesMax, "An account's name fits 16 bits")
    reserve(bytes: movement.reference.utf8.count + accountCount)
    let key = MovementKey(words: words + end)
    key.set(
      movement.reference, movement.account, movement.amount.fen,
      group: Self.place(of: movement.group))
    end += key.count
    count += 1
  }

  private static func place(of group: MovementGroup) -> Int {
    MovementGroup.allCases.firstIndex(of: group) ?? 0
  }

  /// Makes room for one key with so many bytes of names.
  @inline(__always)
  private func reserve(bytes: Int) {
    // A key written word by word reaches up to two words beyond its end.
    let wanted = end + MovementKey.headCount + bytes / 8 + 3
    if wanted > capacity { grow(to: wanted) }
  }

  private func grow(to wanted: Int) {
    memory.grow(to: max(wanted, capacity * 2) * 8)
    words = memory.start.assumingMemoryBound(to: UInt64.self)
    capacity = memory.count / 8
  }

  /// The movement at an offset in words.
  @inline(__always)
  func key(at offset: Int) -> MovementKey { MovementKey(words: words + offset) }

  /// Calls `body` with each movement's offset, in their order.
  @inline(__always)
  func visit(_ body: (Int, MovementKey) -> Void) {
    var offset = 0
    while offset < end {
      let key = key(at: offset)
      body(offset, key)
      offset += key.count
    }
  }
}

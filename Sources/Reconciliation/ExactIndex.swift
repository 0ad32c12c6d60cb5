import LargeMemory

/// Finds a movement by reference, account and amount: open addressing over the keys' own bytes, which
/// always decide; a hash only says where to look.
///
/// Each key is in it once, by its first movement. What equals an earlier one stays outside, so that
/// a million equal movements cost no more than others. 8 bytes a slot, at most three of four taken.
struct ExactIndex: ~Copyable {
  /// How many keys are looked for at once, so that their memory is fetched together.
  static let batch = 32

  private let movements: PackedMovements
  private let hash: KeyedHash
  private let keys: UnsafeMutablePointer<UInt128>
  /// 0 for none; else the upper 24 bits of the hash, then the movement's offset + 1.
  private let slots: UnsafeMutablePointer<UInt64>
  private let memory: LargeMemory
  private let mask: Int
  private static let offsetBits: UInt64 = 40

  /// Files every movement under its key.
  init(_ movements: PackedMovements) {
    self.movements = movements
    keys = .allocate(capacity: MovementKey.wordsMax)
    var random = SystemRandomNumberGenerator()
    for place in 0..<MovementKey.wordsMax {
      (keys + place).initialize(to: UInt128(random.next()) << 64 | UInt128(random.next()))
    }
    hash = KeyedHash(keys)
    var count = 64
    while count / 4 * 3 < movements.count { count *= 2 }
    mask = count - 1
    memory = LargeMemory(bytes: count * 8)
    slots = memory.start.assumingMemoryBound(to: UInt64.self)
    precondition(movements.end < 1 << Self.offsetBits - 1, "An offset fits its bits")
    fill()
  }

  deinit { keys.deallocate() }

  /// A movement on its way into the table.
  private struct Pending {
    let offset: Int
    let hash: UInt64
    /// What stood in its first slot when the batch began.
    var entry: UInt64 = 0
  }

  private func fill() {
    withUnsafeTemporaryAllocation(of: Pending.self, capacity: Self.batch) { pending in
      var offset = 0
      let end = movements.end
      while offset < end {
        var count = 0
        while count < Self.batch, offset < end {
          let key = movements.key(at: offset)
          if key.isIndexed {
            pending[count] = Pending(offset: offset, hash: hash(key))
            count += 1
          }
          offset += key.count
        }
        // A loop of nothing else, so that the processor has all the slots on their way at once.
        for place in 0..<count {
          pending[place].entry = slots[slot(pending[place].hash)]
        }
        for place in 0..<count { file(pending[place]) }
      }
    }
  }

  @inline(__always)
  private func file(_ pending: Pending) {
    let key = movements.key(at: pending.offset)
    var slot = slot(pending.hash)
    // A slot that is taken stays as it is.
    var entry = pending.entry != 0 ? pending.entry : slots[slot]
    while entry != 0 {
      if holds(entry, pending.hash, key) { return }
      slot = (slot + 1) & mask
      entry = slots[slot]
    }
    slots[slot] = Self.tag(pending.hash) | UInt64(pending.offset + 1)
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt64 { hash & ~(1 << offsetBits - 1) }

  @inline(__always)
  private func holds(_ entry: UInt64, _ hash: UInt64, _ key: MovementKey) -> Bool {
    (entry ^ hash) >> Self.offsetBits == 0 && movements.key(at: Self.offset(entry)).equals(key)
  }

  @inline(__always)
  private static func offset(_ entry: UInt64) -> Int {
    Int(entry & (1 << offsetBits - 1)) - 1
  }

  /// The first movement with this key; nil where there is none. O(1) on average, whoever chose the
  /// keys.
  func first(_ key: MovementKey) -> MovementKey? {
    let hash = hash(key)
    return first(key, hash, from: slot(hash))
  }

  @inline(__always)
  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & mask }

  @inline(__always)
  private func first(_ key: MovementKey, _ hash: UInt64, from start: Int) -> MovementKey? {
    var slot = start
    while slots[slot] != 0 {
      if holds(slots[slot], hash, key) { return movements.key(at: Self.offset(slots[slot])) }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// A key that is looked for.
  private struct Search {
    let hash: UInt64
    var slot: Int
    var entry: UInt64 = 0
    /// The first and the last word of the movement that the entry names, if it is as long as the key.
    var first: UInt64 = 0
    var last: UInt64 = 0
  }

  /// As `first`, for `count` keys at a stride of `stride` words, at most a batch. Each loop fetches
  /// one thing for all of them, so that the processor has all of it on its way at once: the slots,
  /// then the movements that they name.
  @inline(__always)
  func visitFirst(
    _ keys: UnsafeMutablePointer<UInt64>, stride: Int, count: Int,
    _ body: (Int, MovementKey?) -> Void
  ) {
    let (words, end) = (movements.words, max(movements.end, 1))
    withUnsafeTemporaryAllocation(of: Search.self, capacity: Self.batch) { searches in
      for place in 0..<count {
        let hash = hash(MovementKey(words: keys + place * stride))
        searches[place] = Search(hash: hash, slot: slot(hash))
      }
      for place in 0..<count { searches[place].entry = slots[searches[place].slot] }
      for place in 0..<count {
        let hash = searches[place].hash
        while searches[place].entry != 0, (searches[place].entry ^ hash) >> Self.offsetBits != 0 {
          searches[place].slot = (searches[place].slot + 1) & mask
          searches[place].entry = slots[searches[place].slot]
        }
      }
      for place in 0..<count {
        // An empty slot looks at the first movement, which costs nothing. A movement may lie on two
        // lines of the cache.
        let start = max(Self.offset(searches[place].entry), 0)
        let count = MovementKey(words: keys + place * stride).count
        searches[place].first = words[start]
        searches[place].last = words[min(start + count, end) - 1]
      }
      for place in 0..<count {
        let key = MovementKey(words: keys + place * stride)
        let search = searches[place]
        let isLikely = search.first == key.words[0] && search.last == key.words[key.count - 1]
        if search.entry == 0 {
          body(place, nil)
        } else if isLikely, holds(search.entry, search.hash, key) {
          body(place, movements.key(at: Self.offset(search.entry)))
        } else {
          body(place, first(key, search.hash, from: search.slot))
        }
      }
    }
  }
}

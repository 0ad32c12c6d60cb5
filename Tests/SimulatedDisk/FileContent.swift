/// A file's bytes: those that are on the disk, and those that a reader sees.
struct FileContent {
  /// What outlives a loss of power.
  private(set) var durable: [UInt8]
  /// What a reader sees.
  private(set) var visible: [UInt8]
  /// What was done since the last sync, in order.
  private(set) var pending: [Change] = []
  /// True where a sync failed: readers may see bytes that are never going to the disk.
  private(set) var isForgetful = false

  enum Change {
    case write(at: Int, [UInt8])
    case resize(to: Int)
  }

  init(_ bytes: [UInt8] = []) {
    durable = bytes
    visible = bytes
  }

  mutating func change(_ change: Change) {
    Self.apply(change, to: &visible)
    pending.append(change)
  }

  mutating func sync() {
    for change in pending { Self.apply(change, to: &durable) }
    pending.removeAll()
  }

  /// A sync that fails: some pages came to the disk, and none is written again.
  mutating func failToSync(_ chance: inout Chance) {
    durable = scattered(sector: 4_096, &chance)
    pending.removeAll()
    isForgetful = true
  }

  /// The system drops pages that it takes for written, and reads them from the disk again.
  mutating func evict() {
    guard isForgetful else { return }
    let size = visible.count
    visible = durable
    for change in pending { Self.apply(change, to: &visible) }
    Self.apply(.resize(to: size), to: &visible)
  }

  /// What is left of it.
  mutating func lose(_ loss: PowerLoss.Data, _ chance: inout Chance) {
    switch loss {
    case .synced: break
    case .written: sync()
    case .sizes: for change in pending { resize(for: change) }
    case .torn(let bytes, let isFilled): tear(bytes, isFilled)
    case .scattered(let sector): durable = scattered(sector: sector, &chance)
    }
    self = FileContent(durable)
  }

  private mutating func resize(for change: Change) {
    switch change {
    case .write(let offset, let bytes):
      let end = offset + bytes.count
      if end > durable.count { Self.apply(.resize(to: end), to: &durable) }
    case .resize: Self.apply(change, to: &durable)
    }
  }

  private mutating func tear(_ count: Int, _ isFilled: Bool) {
    let last = pending.lastIndex { if case .write = $0 { true } else { false } }
    for (place, change) in pending.enumerated() {
      if place == last, case .write(let offset, let bytes) = change {
        if isFilled { resize(for: change) }
        Self.apply(.write(at: offset, Array(bytes.prefix(count))), to: &durable)
      } else {
        Self.apply(change, to: &durable)
      }
    }
  }

  /// Every sector at a moment of its own, one of them in the middle of a write.
  private func scattered(sector: Int, _ chance: inout Chance) -> [UInt8] {
    guard !pending.isEmpty else { return durable }
    var moments = [durable]
    for change in pending {
      var bytes = moments[moments.count - 1]
      Self.apply(change, to: &bytes)
      moments.append(bytes)
    }
    let size = moments[chance.below(moments.count)].count
    var result = [UInt8](repeating: 0, count: size)
    let sectors = (size + sector - 1) / sector
    let torn = sectors > 0 ? chance.below(sectors) : 0
    for number in 0..<sectors {
      let range = number * sector..<min(size, (number + 1) * sector)
      let moment = chance.below(moments.count)
      Self.copy(moments[moment], range, to: &result)
      if number == torn, moment > 0 {
        // The rest of the sector is as it was a moment before.
        let begin = range.lowerBound + chance.below(range.count + 1)
        for place in begin..<range.upperBound { result[place] = 0 }
        Self.copy(moments[moment - 1], begin..<range.upperBound, to: &result)
      }
    }
    return result
  }

  private static func copy(_ bytes: [UInt8], _ range: Range<Int>, to result: inout [UInt8]) {
    let range = range.clamped(to: 0..<bytes.count)
    if !range.isEmpty { result.replaceSubrange(range, with: bytes[range]) }
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .resize(let size):
      if size < bytes.count {
        bytes.removeLast(bytes.count - size)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
      }
    case .write(let offset, let written):
      if offset > bytes.count { apply(.resize(to: offset), to: &bytes) }
      let over = min(bytes.count, offset + written.count)
      bytes.replaceSubrange(offset..<over, with: written)
    }
  }
}

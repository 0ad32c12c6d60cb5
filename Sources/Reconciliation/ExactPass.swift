import Quantities
import TradingDays

/// The first pass over a statement, on bytes: lines that name reference and account, against all
/// of the ledger's movements. What it matches never becomes a text or a value of its own.
///
/// A line takes the first movement that is equal in all three. Whatever else there is stays open for
/// `CashReconciliation`, which matches what is left by all its rules; so the result is the same as
/// without this pass. Only one statement may be held against the movements, once.
///
/// O(n) time; beside the movements some 14 to 27 bytes each, and what stays open.
public final class ExactPass: LineTaker {
  let movements: PackedMovements
  /// Movements that a line has matched.
  public private(set) var matched = 0
  /// What no movement answers to, in the order of the statement.
  private(set) var open: [BankLine] = []
  /// Places in `open` that say again what a matched line said.
  private(set) var repeated: Set<Int> = []
  private let index: ExactIndex
  /// A bit for every group of which a movement is matched.
  private var groups: UInt64 = 0
  private let keys: UnsafeMutablePointer<UInt64>
  /// One key, and the word behind it that writing may reach.
  private static let stride = MovementKey.wordsMax + 2

  /// - Parameter movements: all of them; later ones are not seen.
  public init(_ movements: PackedMovements) {
    self.movements = movements
    index = ExactIndex(movements)
    keys = .allocate(capacity: Self.stride * ExactIndex.batch)
  }

  deinit { keys.deallocate() }

  /// Matches rows of a file.
  ///
  /// - Precondition: A row's names have at most 128 bytes together.
  public func take(
    _ slices: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>
  ) {
    var start = 0
    while start < slices.count {
      let count = min(ExactIndex.batch, slices.count - start)
      for place in 0..<count {
        let slice = slices[start + place]
        precondition(
          slice.referenceCount + slice.accountCount <= MovementKey.indexedBytesMax,
          "A row's names fit an index")
        MovementKey(words: keys + place * Self.stride).set(slice, of: bytes, group: 0)
      }
      index.visitFirst(keys, stride: Self.stride, count: count) { place, movement in
        let key = MovementKey(words: keys + place * Self.stride)
        guard !match(key, movement) else { return }
        let seconds = slices[start + place].secondsSinceEpoch
        let reference = key.reference
        leave(
          BankLine(
            reference: reference, account: key.account, amount: Money(fen: key.fen),
            bookedAt: seconds == .min ? nil : Instant(secondsSinceEpoch: seconds),
            label: reference),
          isRepeated: movement != nil)
      }
      start += count
    }
  }

  /// Matches any line, of whatever format.
  public func take(_ line: BankLine) {
    guard let account = line.account, !line.reference.isEmpty,
      line.reference.utf8.count + account.utf8.count <= MovementKey.indexedBytesMax
    else { return leave(line, isRepeated: false) }
    let key = MovementKey(words: keys)
    key.set(line.reference, account, line.amount.fen, group: 0)
    guard key.isIndexed else { return leave(line, isRepeated: false) }
    let movement = index.first(key)
    if !match(key, movement) { leave(line, isRepeated: movement != nil) }
  }

  /// True where the movement was still open.
  @inline(__always)
  private func match(_ key: MovementKey, _ movement: MovementKey?) -> Bool {
    guard let movement, !movement.isMatched else { return false }
    movement.words[1] |= MovementKey.isMatched
    matched += 1
    groups |= 1 << movement.groupPlace
    return true
  }

  var matchedGroups: Set<MovementGroup> {
    Set(
      MovementGroup.allCases.enumerated().lazy.filter { self.groups >> $0.offset & 1 == 1 }
        .map(\.element))
  }

  private func leave(_ line: BankLine, isRepeated: Bool) {
    if isRepeated { repeated.insert(open.count) }
    open.append(line)
  }

  /// The movements that no line matched, in their order, and which of them say again what a matched
  /// one said.
  func openMovements() -> (movements: [LedgerMovement], repeated: Set<Int>) {
    var open: [LedgerMovement] = []
    var repeated: Set<Int> = []
    movements.visit { _, key in
      guard !key.isMatched else { return }
      if key.isIndexed, index.first(key)?.isMatched == true { repeated.insert(open.count) }
      open.append(
        LedgerMovement(
          reference: key.reference, account: key.account, amount: Money(fen: key.fen), at: nil,
          group: key.group))
    }
    return (open, repeated)
  }
}

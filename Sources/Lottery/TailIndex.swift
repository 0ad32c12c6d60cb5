/// Finds the tail that a number ends in: one table for each length that occurs, shortest first.
///
/// Short tails cover the most numbers, so that most searches end in the first table.
struct TailIndex: Sendable {
  private struct Length {
    var digits: Int
    var modulus: UInt64
    var positions = WordTable()
  }

  private var lengths: [Length] = []

  /// Adds a tail under its position, or gives the position of an equal one, which stays.
  mutating func insert(_ tail: TailNumber, at position: Int) -> Int? {
    let slot = lengths.firstIndex { $0.digits >= tail.digits } ?? lengths.count
    if slot == lengths.count || lengths[slot].digits != tail.digits {
      lengths.insert(Length(digits: tail.digits, modulus: tail.modulus), at: slot)
    }
    if let earlier = lengths[slot].positions[tail.value] { return Int(earlier) }
    lengths[slot].positions.set(tail.value, to: UInt64(position))
    return nil
  }

  /// The position of the shortest tail that these digits end in; tails of more digits than
  /// `digitsMax` are passed over.
  func position(endingIn value: UInt64, digitsMax: Int = TailNumber.digitsMax) -> Int? {
    for length in lengths {
      if length.digits > digitsMax { return nil }
      if let position = length.positions[value % length.modulus] { return Int(position) }
    }
    return nil
  }
}

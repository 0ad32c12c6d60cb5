import Cryptography

/// The draw by lowest ticket: every number has a hash under the seed, and the lowest win.
///
/// Anyone can compute his own ticket, and no other number's presence changes it.
///
/// Specs: contract section 4, lowest-ticket.
public enum LowestTicketDraw {
  /// The most numbers whose tickets are computed: some hours' work.
  public static let numbersMax: Int64 = 1_000_000_000_000

  /// The winning numbers by ascending ticket; more winners than numbers are refused.
  ///
  /// The work is spread over all cores; the result does not depend on them.
  ///
  /// - Complexity: a hash a number, O(winners × log winners) for the order; O(winners) memory,
  ///   at most 32 bytes each.
  public static func draw(
    in numbers: NumberRange, winners: Int64, seed: Digest
  ) throws(LotteryError) -> [Int64] {
    try numbers.checkRoom(for: winners)
    guard winners <= RankedDraw.winnersMax else {
      throw .tooManyDrawn(found: winners, expected: RankedDraw.winnersMax)
    }
    guard winners > 0 else { return [] }
    guard numbers.count <= numbersMax else {
      throw .tooManyTickets(found: numbers.count, expected: numbersMax)
    }
    var search = TicketSearch(numbers: numbers, winners: winners, seed: seed)
    while true {
      if let lowest = search.lowest() { return lowest }
      search.raiseLimit()
    }
  }

  /// The ticket of one number: SHA-256(seed ‖ number as 8 bytes, big-endian).
  public static func ticket(of number: Int64, seed: Digest) -> Digest {
    var hash = CounterHash(key: seed)
    return hash.digest(of: UInt64(bitPattern: number))
  }
}

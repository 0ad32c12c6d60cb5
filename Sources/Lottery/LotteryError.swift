/// What a draw, or the reading of its terms and results, refuses.
public enum LotteryError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A range of numbers holds none.
  case emptyNumberRange(found: Int64)
  /// A range of numbers starts below zero, where a tail has no meaning.
  case negativeFirstNumber(found: Int64)
  /// The last number of a range does not fit 63 bits.
  case numberRangeOverflow(first: Int64, count: Int64)
  /// A draw for fewer than zero winners.
  case negativeWinners(found: Int64)
  /// A draw for more winners than there are numbers.
  case moreWinnersThanNumbers(found: Int64, expected: Int64)
  /// A tail that is not 1 to 19 decimal digits.
  case malformedTail(found: String)
  /// More numbers than are drawn one by one.
  case tooManyDrawn(found: Int64, expected: Int64)
  /// More numbers than tickets are computed of.
  case tooManyTickets(found: Int64, expected: Int64)
  /// Two tails by which one number could win twice, in their order.
  case overlappingTails(first: TailNumber, second: TailNumber)
  /// A seed that is not 64 lower-case hexadecimal digits.
  case malformedSeed(found: String)
  /// A splitting of nines that no exchange uses.
  case unknownNines(found: String)
  /// A method that the lottery does not know.
  case unknownMethod(found: String)
  /// A winning rate that is not a percentage as it is announced.
  case malformedRate(found: String)
  /// A winning rate that so many winners have among no count of numbers.
  case noCountHasRate(found: WinningRate, winners: Int64)
  /// Tails that win so many at the least and at the most of the counts, and at none the winners.
  case noCountWinsByTails(found: ClosedRange<Int64>, expected: Int64)

  /// One sentence for a person.
  public var description: String {
    switch self {
    case .emptyNumberRange(let found):
      "A range needs at least 1 number, not \(found)."
    case .negativeFirstNumber(let found):
      "The first number is at least 0, not \(found)."
    case .numberRangeOverflow(let first, let count):
      "\(count) numbers from \(first) on pass \(Int64.max)."
    case .negativeWinners(let found):
      "The winners are at least 0, not \(found)."
    case .moreWinnersThanNumbers(let found, let expected):
      "There are at most \(expected) winners, as many as numbers, not \(found)."
    case .malformedTail(let found):
      "A tail is 1 to \(TailNumber.digitsMax) decimal digits, not \"\(found)\"."
    case .tooManyDrawn(let found, let expected):
      "tooManyDrawn: at most \(expected) numbers are drawn one by one, not \(found)."
    case .tooManyTickets(let found, let expected):
      "tooManyTickets: tickets are computed of at most \(expected) numbers, not \(found)."
    case .overlappingTails(let first, let second):
      "The tails \(first) and \(second) overlap: a number could win by both."
    case .malformedSeed(let found):
      "A seed is 64 lower-case hexadecimal digits, not \"\(found)\"."
    case .unknownNines(let found):
      "Nines are split 8+1 or 5+4, not \"\(found)\"."
    case .unknownMethod(let found):
      "The method is tail-numbers 8+1, tail-numbers 5+4, ranked or lowest-ticket, "
        + "not \"\(found)\"."
    case .malformedRate(let found):
      "A winning rate is a percentage from 0 to 100 with at most \(WinningRate.decimalsMax) "
        + "decimals and without its sign, not \"\(found)\"."
    case .noCountHasRate(let found, let winners):
      "There is no count of numbers of which \(winners) winners are \(found)%."
    case .noCountWinsByTails(let found, let expected):
      "At any count that is left the tails win "
        + (found.lowerBound == found.upperBound ? "" : "from \(found.lowerBound) up to ")
        + "\(found.upperBound) numbers, not \(expected)."
    }
  }
}

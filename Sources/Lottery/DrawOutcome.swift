import Cryptography

/// What a draw gave: tails, or numbers in the order of their ranks or tickets.
public enum DrawOutcome: Equatable, Sendable {
  case tails(TailNumbers)
  /// In order of drawing: the rank of a number is its place, from 1.
  case ranked([Int64])
  /// By ascending ticket.
  case lowestTickets([Int64])

  /// Draws by any method; the outcome is the same for the same numbers, winners and seed everywhere.
  ///
  /// - Complexity: that of `TailNumberDraw`, `RankedDraw` or `LowestTicketDraw`.
  public static func draw(
    _ method: DrawMethod, in numbers: NumberRange, winners: Int64, seed: Digest
  ) throws(LotteryError) -> DrawOutcome {
    switch method {
    case .tailNumbers(let nines):
      .tails(
        try TailNumberDraw.draw(in: numbers, winners: winners, nines: nines, seed: seed))
    case .ranked: .ranked(try RankedDraw.draw(in: numbers, winners: winners, seed: seed))
    case .lowestTicket:
      .lowestTickets(try LowestTicketDraw.draw(in: numbers, winners: winners, seed: seed))
    }
  }

  /// The winning numbers of the range, ascending.
  public func winningNumbers(in numbers: NumberRange) -> [Int64] {
    switch self {
    case .tails(let tails): tails.winningNumbers(in: numbers)
    case .ranked(let drawn), .lowestTickets(let drawn): drawn.sorted()
    }
  }

  /// What a number wins by: "tail", "rank" or "ticket".
  public var winsBy: String {
    switch self {
    case .tails: "tail"
    case .ranked: "rank"
    case .lowestTickets: "ticket"
    }
  }

  /// The winning numbers, ascending, each with its tail, its rank, or its ticket's place from 1.
  public func winningPlaces(in numbers: NumberRange) -> [(number: Int64, place: String)] {
    switch self {
    case .tails(let tails):
      tails.winningNumbers(in: numbers).map { number in
        (number, tails.tail(winning: number)?.description ?? "")
      }
    case .ranked(let drawn), .lowestTickets(let drawn):
      drawn.enumerated().map { index, number in (number, String(index + 1)) }
        .sorted { $0.number < $1.number }
    }
  }

  /// The tails; nil for the methods that draw single numbers.
  public var tails: TailNumbers? {
    if case .tails(let tails) = self { tails } else { nil }
  }

  /// The numbers in drawn order; nil where tails were drawn.
  public var drawnNumbers: [Int64]? {
    switch self {
    case .tails: nil
    case .ranked(let drawn), .lowestTickets(let drawn): drawn
    }
  }

  /// The numbers in drawn order as a file has them, one a line, each ended by LF; nil for tails.
  public var drawnLines: [UInt8]? {
    drawnNumbers.map { numbers in
      var bytes: [UInt8] = []
      for number in numbers { bytes.append(contentsOf: "\(number)\n".utf8) }
      return bytes
    }
  }
}

import Offerings
import Quantities

extension Booking {
  /// Whose account a posting moves.
  enum Side {
    case custody
    case free
    case hold
  }
}

extension Booking.Action {
  /// The amounts that the action moves, in the order of the journal; one of zero is left out there.
  ///
  /// - Parameter kept: what the hold keeps that it ends, in fen.
  func postings(kept: Int64) -> InlineArray<3, (side: Booking.Side, amount: Int64)> {
    let amount = self.amount?.fen ?? 0
    return switch self {
    case .deposit: [(.custody, -amount), (.free, amount), (.hold, 0)]
    case .withdraw: [(.free, -amount), (.custody, amount), (.hold, 0)]
    case .hold: [(.free, -amount), (.hold, amount), (.custody, 0)]
    case .capture: [(.hold, -kept), (.custody, amount), (.free, kept - amount)]
    case .release: [(.hold, -kept), (.free, kept), (.custody, 0)]
    }
  }

  /// What the action takes from its hold: all of it, or nothing where it opens one.
  ///
  /// - Throws: `holdStillOpen`, `holdNotOpen`, `captureExceedsHold`.
  func amountEnded(_ held: Int64, id: String) throws(LedgerError) -> Int64 {
    func path() -> String { account(of: .hold).path }
    switch self {
    case .deposit, .withdraw: return 0
    case .hold:
      guard held == 0 else {
        throw .holdStillOpen(id: id, hold: path(), held: Money(fen: held).canonical)
      }
      return 0
    case .capture, .release:
      guard held > 0 else { throw .holdNotOpen(id: id, hold: path()) }
      guard amount?.fen ?? 0 <= held else {
        throw .captureExceedsHold(
          id: id, hold: path(), found: amount?.canonical ?? "",
          held: Money(fen: held).canonical)
      }
      return held
    }
  }

  func account(of side: Booking.Side) -> Account {
    switch side {
    case .custody: .custody
    case .free: .deposit(account)
    case .hold: hold.map { .blocked(account, hold: $0) } ?? .deposit(account)
    }
  }
}

import Ledger
import Offerings
import Quantities
import SimulatedDisk

/// Bookings of a few investors, made at random; many of them are to be refused.
struct BookingPlan {
  private static let accounts = ["A1", "A2", "A3"].compactMap { AccountName($0) }
  private static let holds = ["h1", "h2"].compactMap { AccountName($0) }
  private var made = 0

  /// A booking that nobody has seen.
  mutating func next(_ chance: inout Chance) -> Booking {
    made += 1
    return Self.booking("b\(made)", &chance)
  }

  /// The same id with something else in it.
  static func other(than booking: Booking, _ chance: inout Chance) -> Booking {
    while true {
      let other = Self.booking(booking.reference.text, &chance)
      if other != booking { return other }
    }
  }

  private static func booking(_ id: String, _ chance: inout Chance) -> Booking {
    let actions = (0...[0, 0, 1, 2][chance.below(4)]).map { _ in action(&chance) }
    guard let reference = AccountName(id),
      let booking = Booking(reference: reference, actions: actions)
    else { preconditionFailure("what is made here is valid") }
    return booking
  }

  private static func action(_ chance: inout Chance) -> Booking.Action {
    let account = accounts[chance.below(accounts.count)]
    let hold = holds[chance.below(holds.count)]
    let amount = Money(fen: Int64(1 + chance.below(20)) * 1_000)
    switch chance.below(8) {
    case 0, 1, 2: return .deposit(account, Money(fen: amount.fen * 5))
    case 3: return .withdraw(account, amount)
    case 4, 5: return .hold(account, name: hold, amount)
    case 6: return .capture(account, hold: hold, amount)
    default: return .release(account, hold: hold)
    }
  }
}

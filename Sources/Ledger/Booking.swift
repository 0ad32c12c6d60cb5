import CanonicalJSON
import Offerings
import Quantities

/// What is done with the money that is kept for investors (客户资金): a few actions that stand or fall
/// together, under an id that the sender chose. Money that a hold keeps (冻结) is not free any more:
/// what is available is what no hold keeps.
///
/// Specs: Specs/bookings.md.
public struct Booking: Equatable, Sendable {
  /// The sender's own id: the same id again is the same booking.
  public let reference: AccountName
  /// At least one.
  public let actions: [Action]

  /// One entry.
  public enum Action: Equatable, Sendable {
    /// Money of an investor comes in (存入).
    case deposit(AccountName, Money)
    /// Free money goes back to the investor (取出).
    case withdraw(AccountName, Money)
    /// Free money is kept under a name (冻结).
    case hold(AccountName, name: AccountName, Money)
    /// Money that a hold keeps is used for its purpose; the rest of the hold is free again (扣款).
    case capture(AccountName, hold: AccountName, Money)
    /// Nothing is used: all that a hold keeps is free again (解冻).
    case release(AccountName, hold: AccountName)
  }

  /// - Returns: nil without an action, or where an amount is not above zero.
  public init?(reference: AccountName, actions: [Action]) {
    guard !actions.isEmpty, actions.allSatisfy({ $0.amount.map { $0.fen > 0 } ?? true }) else {
      return nil
    }
    self.reference = reference
    self.actions = actions
  }

  /// The journal's id of the operation.
  public var id: String { Self.prefix + reference.text }

  /// What the ids of all bookings begin with.
  public static let prefix = "booking-"

  /// The entries by what the accounts hold before them.
  ///
  /// - Throws: `holdStillOpen`, `holdNotOpen`, `captureExceedsHold`; that what is free suffices is
  ///   asked of the balances when the entries are posted (`overdrawn`).
  public func entries(on balances: Balances) throws(LedgerError) -> LinkedEntries {
    // What the booking's own actions have made of holds so far.
    var changed: [Account: Int64] = [:]
    var parts: [LinkedEntries.Part] = []
    for action in actions {
      var kept: Int64 = 0
      if let name = action.hold {
        let hold = Account.blocked(action.account, hold: name)
        kept = try action.amountEnded(changed[hold] ?? balances.amount(of: hold, .cash), id: id)
        changed[hold] = kept == 0 ? action.amount?.fen : 0
      }
      let sides = action.postings(kept: kept)
      let postings = sides.indices.map { index in
        Posting(action.account(of: sides[index].side), cash: Money(fen: sides[index].amount))
      }
      parts.append(
        LinkedEntries.Part(
          .booking, body: ["action": .string(action.word)], postings: postings))
    }
    return try LinkedEntries(id: id, parts: parts)
  }
}

extension Booking.Action {
  /// What the journal and the files call it.
  public var word: String {
    switch self {
    case .deposit: "deposit"
    case .withdraw: "withdraw"
    case .hold: "hold"
    case .capture: "capture"
    case .release: "release"
    }
  }

  /// The accounts that are kept for the investor and that the action moves.
  public var accounts: [Account] {
    switch self {
    case .deposit(let account, _), .withdraw(let account, _): [.deposit(account)]
    case .hold(let account, let hold, _), .capture(let account, let hold, _),
      .release(let account, let hold):
      [.deposit(account), .blocked(account, hold: hold)]
    }
  }

  /// The hold that it opens or ends.
  public var hold: AccountName? {
    switch self {
    case .deposit, .withdraw: nil
    case .hold(_, let hold, _), .capture(_, let hold, _), .release(_, let hold): hold
    }
  }

  public var amount: Money? {
    switch self {
    case .deposit(_, let amount), .withdraw(_, let amount), .hold(_, _, let amount),
      .capture(_, _, let amount):
      amount
    case .release: nil
    }
  }

  /// Whose money it is.
  public var account: AccountName {
    switch self {
    case .deposit(let account, _), .withdraw(let account, _), .hold(let account, _, _),
      .capture(let account, _, _), .release(let account, _):
      account
    }
  }
}

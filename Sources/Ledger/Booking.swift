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
    var held = HeldAmounts(balances: balances, id: id)
    var parts: [LinkedEntries.Part] = []
    for action in actions {
      parts.append(
        LinkedEntries.Part(
          .booking, body: ["action": .string(action.word)], postings: try held.postings(of: action))
      )
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

  var amount: Money? {
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

/// What holds keep while the actions of one booking follow each other.
private struct HeldAmounts {
  let balances: Balances
  let id: String
  private var changed: [Account: Int64] = [:]

  init(balances: Balances, id: String) {
    self.balances = balances
    self.id = id
  }

  mutating func postings(of action: Booking.Action) throws(LedgerError) -> [Posting] {
    let free = Account.deposit(action.account)
    let investor = Account.investor(action.account.text)
    switch action {
    case .deposit(_, let amount): return Posting.move(amount, from: investor, to: free)
    case .withdraw(_, let amount): return Posting.move(amount, from: free, to: investor)
    case .hold(let account, let name, let amount):
      let hold = Account.blocked(account, hold: name)
      let kept = amountKept(hold)
      guard kept.fen == 0 else {
        throw .holdStillOpen(id: id, hold: hold.path, held: kept.canonical)
      }
      changed[hold] = amount.fen
      return Posting.move(amount, from: free, to: hold)
    case .capture(let account, let name, let amount):
      let hold = Account.blocked(account, hold: name)
      let kept = try amountToEnd(hold)
      guard amount <= kept else {
        throw .captureExceedsHold(
          id: id, hold: hold.path, found: amount.canonical, held: kept.canonical)
      }
      return [
        Posting(hold, cash: Money(fen: -kept.fen)), Posting(investor, cash: amount),
        Posting(free, cash: Money(fen: kept.fen - amount.fen)),
      ]
    case .release(let account, let name):
      let hold = Account.blocked(account, hold: name)
      return Posting.move(try amountToEnd(hold), from: hold, to: free)
    }
  }

  private func amountKept(_ hold: Account) -> Money {
    Money(fen: changed[hold] ?? balances.amount(of: hold, .cash))
  }

  /// A hold ends once, as a whole.
  private mutating func amountToEnd(_ hold: Account) throws(LedgerError) -> Money {
    let kept = amountKept(hold)
    guard kept.fen > 0 else { throw .holdNotOpen(id: id, hold: hold.path) }
    changed[hold] = 0
    return kept
  }
}

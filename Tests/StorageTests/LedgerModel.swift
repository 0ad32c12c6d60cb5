import Ledger
import Offerings
import Quantities

/// What the accounts hold, by the plainest means there are: a dictionary, and the rules of
/// Specs/bookings.md written down a second time.
struct LedgerModel: Equatable {
  /// By unit and path; what holds nothing is not in it.
  private(set) var amounts: [String: Int64] = [:]

  mutating func add(_ operation: SmallOffering.Operation) {
    for posting in operation.postings {
      add(
        posting.amount, to: "\(posting.commodity == .cash ? "cash" : "shares") \(posting.account)")
    }
  }

  /// - Returns: false where the booking cannot be; then nothing has changed.
  mutating func add(_ booking: Booking) -> Bool {
    let before = self
    for action in booking.actions where !add(action) {
      self = before
      return false
    }
    return true
  }

  /// What a ledger's balances are in this form.
  init(_ balances: Balances) {
    for (account, amount) in balances.open(.cash) { amounts["cash \(account)"] = amount }
    for (account, amount) in balances.open(.shares) { amounts["shares \(account)"] = amount }
  }

  init() {}

  private mutating func add(_ action: Booking.Action) -> Bool {
    switch action {
    case .deposit(let who, let amount):
      return move(amount.fen, "cash custody", "cash deposit:\(who)")
    case .withdraw(let who, let amount):
      return move(amount.fen, "cash deposit:\(who)", "cash custody")
    case .hold(let who, let name, let amount):
      let hold = "cash deposit:\(who):blocked:\(name)"
      return amounts[hold] == nil && move(amount.fen, "cash deposit:\(who)", hold)
    case .capture(let who, let name, let amount):
      let hold = "cash deposit:\(who):blocked:\(name)"
      guard let kept = amounts[hold], amount.fen <= kept else { return false }
      return move(amount.fen, hold, "cash custody")
        && move(kept - amount.fen, hold, "cash deposit:\(who)")
    case .release(let who, let name):
      let hold = "cash deposit:\(who):blocked:\(name)"
      guard let kept = amounts[hold] else { return false }
      return move(kept, hold, "cash deposit:\(who)")
    }
  }

  private mutating func move(_ amount: Int64, _ from: String, _ to: String) -> Bool {
    if from.hasPrefix("cash deposit:"), amounts[from] ?? 0 < amount { return false }
    add(-amount, to: from)
    add(amount, to: to)
    return true
  }

  private mutating func add(_ amount: Int64, to account: String) {
    let sum = (amounts[account] ?? 0) + amount
    amounts[account] = sum == 0 ? nil : sum
  }
}

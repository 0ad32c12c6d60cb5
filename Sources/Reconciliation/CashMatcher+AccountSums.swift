import Quantities

extension CashMatcher {
  /// What is open of one account: payments, and lines of money that came in.
  private struct Account {
    var movements: [Int] = []
    var lines: [Int] = []
  }

  /// Pass 4: parts under several references of one account. Nobody looks for some that fit: it is all
  /// open lines against all open payments, or against the only payment that they sum to, or the
  /// only line that all payments sum to. Where every reference is on both sides, the references
  /// tell better; where the amounts are the same one by one, nothing came in parts. O(k log k).
  mutating func matchAccountSums() {
    var accounts: [String: Account] = [:]
    for place in openLines where lines[place].amount > .zero {
      if let account = lines[place].account {
        accounts[account, default: Account()].lines.append(place)
      }
    }
    for place in openMovements where !movements[place].isReferenceDerived {
      accounts[movements[place].account]?.movements.append(place)
    }
    for account in accounts.values
    where !account.movements.isEmpty && account.movements.count + account.lines.count > 2 {
      guard hasOwnReference(account), let (ours, theirs) = sums(account) else { continue }
      for place in ours { matchMovement(place, by: .accountSum) }
      for place in theirs { lineFates[place] = .matched }
    }
  }

  /// True where a reference, or the lack of one, is on one side only.
  private func hasOwnReference(_ account: Account) -> Bool {
    Set(account.movements.map { movements[$0].reference })
      != Set(account.lines.map { lines[$0].reference })
  }

  /// The items that are matched; nil where no sum fits, or more than one does.
  private func sums(_ account: Account) -> (movements: [Int], lines: [Int])? {
    let ours = account.movements.map { movements[$0].amount.fen }
    let theirs = account.lines.map { lines[$0].amount.fen }
    guard ours.sorted() != theirs.sorted() else { return nil }
    let (booked, received) = (Self.sum(ours), Self.sum(theirs))
    if booked == received { return (account.movements, account.lines) }
    if theirs.count > 1 {
      let fitting = account.movements.filter { Int128(movements[$0].amount.fen) == received }
      if fitting.count == 1 { return (fitting, account.lines) }
    }
    if ours.count > 1 {
      let fitting = account.lines.filter { Int128(lines[$0].amount.fen) == booked }
      if fitting.count == 1 { return (account.movements, fitting) }
    }
    return nil
  }

  static func sum(_ amounts: some Sequence<Int64>) -> Int128 {
    amounts.reduce(0) { $0 + Int128($1) }
  }
}

import Ledger
import Synchronization

/// What the accounts hold when a journal ends; made into balances where somebody asks, and once.
final class EndedAccounts: Sendable {
  private let accounts: JournalAccounts
  private let made = Mutex<Balances?>(nil)

  init(_ accounts: JournalAccounts) { self.accounts = accounts }

  var balances: Balances {
    made.withLock { made in
      if let made { return made }
      var balances = Balances()
      for commodity in Commodity.allCases {
        for (account, amount) in accounts.open(commodity) {
          balances.set(account, commodity, to: amount)
        }
      }
      made = balances
      return balances
    }
  }
}

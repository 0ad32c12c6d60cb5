import Offerings
import Quantities
import SampleOfferings
import Settlement
import Testing
import TradingDays

/// The last second that counts in these tests.
let deadline = Instant(secondsSinceEpoch: 1_700_000_000)

/// A payment so many seconds after the deadline.
func payment(
  _ account: String, _ yuan: String, _ tranche: Tranche = .online, after seconds: Int64 = 0,
  reference: String = "r"
) throws -> Payment {
  Payment(
    account: try #require(AccountName(account)), tranche: tranche,
    amount: try Money(parsing: yuan),
    paidAt: Instant(secondsSinceEpoch: deadline.secondsSinceEpoch + seconds), reference: reference)
}

/// An offering at 25.12 yuan.
func offering(
  rulebook: String = "cn-star-2019", brokerage: Ratio = .zero
) throws -> Offering {
  try Sample.offering(rulebook: rulebook) { terms in
    terms.price = Price(fen: 2_512)
    terms.fees.brokerage = brokerage
  }
}

func yuan(_ text: String) throws -> Money { try Money(parsing: text) }

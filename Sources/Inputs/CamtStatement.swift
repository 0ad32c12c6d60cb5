import Quantities
import Reconciliation
import TradingDays

/// One `Stmt` of a camt.053 message while it is being read.
struct CamtStatement {
  /// A `Bal`.
  struct Balance {
    var code = ""
    var amount: Money?
    var isOut: Bool?

    var signed: Money? { CamtStatement.signed(amount, isOut) }
  }

  /// A `TxDtls`.
  struct Detail {
    var reference = ""
    var amount: Money?
    var transactionAmount: Money?
    var isOut: Bool?
  }

  /// A `Ntry`.
  struct Entry {
    var reference = ""
    var servicerReference = ""
    var amount: Money?
    var isOut: Bool?
    var status = ""
    var bookedAt: Instant?
    var details: [Detail] = []

    var signed: Money? { CamtStatement.signed(amount, isOut) }

    /// The movements that the entry stands for: its transactions, or itself where it has none. The
    /// only transaction has the entry's amount. nil where one of several has none.
    var parts: [(reference: String, amount: Money)]? {
      guard let whole = signed else { return nil }
      guard details.count > 1 else { return [(details.first?.reference ?? "", whole)] }
      var parts: [(reference: String, amount: Money)] = []
      for detail in details {
        let amount = detail.amount ?? detail.transactionAmount
        guard let part = CamtStatement.signed(amount, detail.isOut ?? isOut) else { return nil }
        parts.append((detail.reference, part))
      }
      return parts
    }
  }

  var id = ""
  var account = ""
  var sequence: Int64?
  /// By their codes.
  var balances: [String: Money] = [:]
  /// The sum of what was booked.
  var movements = Money.zero
  var balance = Balance()
  var entry = Entry()
  var origin = 0

  /// OPBD, or the balance that the statement before closed with.
  var opening: Money? { balances["OPBD"] ?? balances["PRCD"] }
  var closing: Money? { balances["CLBD"] }

  /// The balances as values; nil where one is missing.
  var finished: StatementBalance? {
    guard let opening, let closing else { return nil }
    return StatementBalance(
      id: id, account: account, sequence: sequence, opening: opening, movements: movements,
      closing: closing)
  }

  private static func signed(_ amount: Money?, _ isOut: Bool?) -> Money? {
    guard let amount, let isOut else { return nil }
    return isOut ? Money(fen: -amount.fen) : amount
  }
}

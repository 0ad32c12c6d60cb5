import Quantities

/// One page of a bank's statement as a file has it; most statements have only one.
struct StatementPart {
  let place: Place
  var id = ""
  /// What no other statement of the account has, where the bank says so.
  var identity: String?
  var account = ""
  /// The bank's own count of statements.
  var sequence: Int64?
  /// The year of the closing balance: banks begin to count anew with it.
  var year: Int?
  var page: Int64?
  /// nil where the page does not say.
  var isLast: Bool?
  /// The statement's.
  var opening: Money?
  var closing: Money?
  /// The page's own, inside the statement (Zwischensaldo).
  var interimOpening: Money?
  var interimClosing: Money?
  /// The sum of what was booked.
  var movements = Money.zero

  init(place: Place) { self.place = place }
}

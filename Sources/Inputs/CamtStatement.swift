import Quantities
import TradingDays

/// One `Stmt` of a camt.053 message while it is being read.
struct CamtStatement {
  /// An amount as it stands; read once it is known to matter.
  struct RawAmount {
    let text: String
    let currency: String?
    let place: Place
  }

  /// An element that stands twice where it may stand once.
  struct Again {
    let name: String
    let place: Place
  }

  /// A `Bal`, an `Rcrd` of `Chrgs`, a `Btch`, a `TxDtls`: an amount with a side.
  struct Item {
    var amount: RawAmount?
    /// "CRDT" or "DBIT".
    var side: (text: String, place: Place)?
    /// A balance's code.
    var code = ""
    /// A balance's day.
    var day: Day?
    /// Whether a charge is part of the entry's amount: it is, where nothing is said.
    var inclusion: (text: String, place: Place)?
    /// A transaction's reference, and what its remittance says.
    var reference = ""
    var remittance = ""
    /// `AmtDtls/TxAmt`.
    var transactionAmount: RawAmount?
    /// What stands a second time in a balance; told once the balance is known to matter.
    var again: [Again] = []
  }

  /// An `NtryDtls`: some transactions, perhaps with what they add up to.
  struct Batch {
    var count: (number: Int64?, text: String, place: Place)?
    var total = Item()
    var details: [Item] = []
  }

  /// A `Ntry`.
  struct Entry {
    var place: Place
    var reference = ""
    var servicerReference = ""
    var whole = Item()
    var status = ""
    var bookedAt: (text: String, place: Place)?
    var batches: [Batch] = []
    /// What stands a second time; told once the entry is known to be booked.
    var again: [Again] = []
    var charges: [Item] = []
  }

  var part: StatementPart
  var balance = Item()
  var entry: Entry
  /// How often OPBD, PRCD and CLBD stand in it, and all ITBD in order.
  var codes: Set<String> = []
  var interims: [Money] = []

  init(at place: Place) {
    part = StatementPart(place: place)
    entry = Entry(place: place)
  }
}

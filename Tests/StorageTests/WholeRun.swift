import Issuance
import Ledger
import Offerings
import Quantities
import SimulatedDisk
import Storage

/// One tiny offering from its opening to its listing with a few bookings: whatever happens on the way, who
/// begins again comes to the same bytes.
struct WholeRun: Sendable {
  let stage: SmallOffering.Stage
  /// The bookings behind the opening, and those at the end.
  let bookings: (first: [Booking], last: [Booking])
  /// The signing key's file; nil for the user's own.
  var key: String? = SmallOffering.keyPath

  /// Of all small offerings the first that has every kind of step and comes to its listing.
  init() throws {
    var seed: UInt64 = 0
    while true {
      let stage = try SmallOffering(seed: seed).stages.last
      if let stage, stage.passage.state == .listed, stage.files.count == 6 {
        self.stage = stage
        break
      }
      seed += 1
    }
    bookings = (
      [
        try Self.booking("b1", [("deposit", 5_000)]),
        try Self.booking("b2", [("deposit", 700), ("hold", 300)]),
      ], [try Self.booking("b3", [("capture", 200), ("withdraw", 100)])]
    )
  }

  /// A disk with the offering's files on it and nothing else.
  func newDisk() -> SimulatedDisk {
    let disk = SimulatedDisk()
    disk.addFolders(SmallOffering.folder)
    for file in stage.files { disk.place("\(SmallOffering.folder)/\(file.name)", file.bytes) }
    if let key { disk.place(key, SmallOffering.key) }
    return disk
  }

  /// Begins, or goes on, and comes to the end.
  ///
  /// - Parameter acknowledged: called when something counts.
  func run(on disk: any Disk, acknowledged: () throws -> Void = {}) throws {
    let life = try Lifetime(disk, stage, key: key)
    try acknowledged()
    try life.settle(atMost: life.recorder.holds("opening") ? 0 : 1) { _ in
    } acknowledged: { _ in
      try acknowledged()
    }
    for batch in [bookings.first, bookings.last] {
      _ = try life.recorder.post(batch)
      try acknowledged()
      try life.settle { _ in
      } acknowledged: { _ in
        try acknowledged()
      }
    }
    try life.writeDerived()
  }

  private static func booking(
    _ id: String, _ actions: [(word: String, fen: Int64)]
  ) throws -> Booking {
    guard let reference = AccountName(id), let account = AccountName("A1"),
      let hold = AccountName("h1")
    else { preconditionFailure("the names are valid") }
    let made = actions.map { action -> Booking.Action in
      let amount = Money(fen: action.fen)
      switch action.word {
      case "deposit": return .deposit(account, amount)
      case "withdraw": return .withdraw(account, amount)
      case "hold": return .hold(account, name: hold, amount)
      default: return .capture(account, hold: hold, amount)
      }
    }
    guard let booking = Booking(reference: reference, actions: made) else {
      preconditionFailure("the amounts are above 0")
    }
    return booking
  }
}

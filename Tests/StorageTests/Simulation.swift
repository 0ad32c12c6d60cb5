import Audit
import Issuance
import Ledger
import SimulatedDisk
import Storage

/// A small offering taken through crashes, kills and failing disks, all of it from one seed. What the
/// program has acknowledged is kept here, by means of its own, and looked for after every start.
struct Simulation {
  let disk: SimulatedDisk
  private(set) var tally = SimulationTally()
  private let offering: SmallOffering
  private var chance: Chance
  /// How much has arrived.
  private var stage = 0
  private var witness = JournalWitness()
  private var model = LedgerModel()
  private var bookings: [String: (booking: Booking, entries: ClosedRange<Int64>)] = [:]
  private var plan = BookingPlan()
  /// What was asked for and not answered, in order: any first part of it may be there.
  private var asked: [Asked] = []

  private enum Asked {
    case step(String)
    case booking(Booking)

    var id: String {
      switch self {
      case .step(let id): id
      case .booking(let booking): booking.id
      }
    }
  }

  typealias Objection = JournalWitness.Objection

  /// - Parameter prepare: changes the disk before the first run.
  init(seed: UInt64, _ offering: SmallOffering, prepare: (SimulatedDisk) -> Void = { _ in }) {
    self.offering = offering
    chance = Chance(seed: seed)
    disk = SimulatedDisk(seed: chance.next())
    disk.addFolders(SmallOffering.folder + "/inputs")
    disk.place(SmallOffering.keyPath, SmallOffering.key)
    prepare(disk)
    tally.seeds = 1
  }

  /// - Throws: the first thing that is not as it should be.
  mutating func run() throws {
    for _ in 0...chance.below(3) {
      arrive()
      try live()
      try end()
    }
    arrive()
    try live(to: { try $0.finish($1) })
    for (fault, count) in disk.faults { tally.faults[fault] = count }
  }

  /// More files and facts may be there.
  private mutating func arrive() {
    if stage + 1 < offering.stages.count, chance.one(in: 2) { stage += 1 }
    for file in offering.stages[stage].files where !disk.exists(Self.path(file.name)) {
      disk.place(Self.path(file.name), file.bytes)
    }
  }

  private static func path(_ name: String) -> String { "\(SmallOffering.folder)/\(name)" }

  /// One run of the program. What it does not get through is excused only by what befell it.
  private mutating func live() throws {
    arm()
    do {
      try live { simulation, life in
        for _ in 0...simulation.chance.below(3) { try simulation.act(life) }
      }
    } catch let objection as Objection {
      throw objection
    } catch {
      guard disk.wasDisturbed else {
        throw Objection(description: "refused without a cause: \(error)")
      }
    }
    disk.fate = { _, _ in .done }
  }

  /// Chooses what is to befall the next run.
  private mutating func arm() {
    let place = chance.below([40, 120, 250][chance.below(3)])
    switch chance.below(8) {
    case 0, 1: break
    case 2, 3: disk.fate = { number, _ in number == place ? .endsBefore : .done }
    case 4: disk.fate = { number, _ in number == place ? .endsAfter : .done }
    case 5:
      // The disk is full from here on, and takes a part of the first write.
      disk.fate = { number, call in
        guard number >= place, DiskFault.noSpace.happens(to: call) else { return .done }
        return .fails(number == place && call == .write ? .shortWrite : .noSpace)
      }
    default:
      let fault = DiskFault.allCases[chance.below(DiskFault.allCases.count)]
      var isMet = false
      // Syncs, renames and locks are rare among the calls.
      let wanted: DiskCall? =
        fault == .inputOutput ? [.sync, .syncFolder, nil][chance.below(3)] : nil
      let place = fault == .lockRefused ? 0 : place
      disk.fate = { number, call in
        guard !isMet, number >= place, wanted ?? call == call, fault.happens(to: call) else {
          return .done
        }
        isMet = true
        return .fails(fault)
      }
    }
  }

  /// One run: what was acknowledged is there, and what was not is there whole or not at all.
  private mutating func live(to act: (inout Simulation, Lifetime) throws -> Void) throws {
    tally.runs += 1
    try witness.look(at: disk)
    let head = disk[Self.path("checkpoint")]
    let life = try Lifetime(disk, offering.stages[stage])
    if life.cut != nil { tally.cuts += 1 }
    if disk[Self.path("checkpoint")] != head { tally.signedLate += 1 }
    try confirm(life, whole: false)
    try act(&self, life)
  }

  /// What becomes of the machine when a run is over.
  private mutating func end() throws {
    switch chance.below(4) {
    case 0:
      tally.kills += 1
      disk.kill()
    default:
      tally.crashes += 1
      let data: [PowerLoss.Data] = [
        .synced, .written, .sizes, .torn(bytes: chance.below(2_000), isFilled: chance.one(in: 2)),
        .scattered(sector: 512), .scattered(sector: 4_096),
      ]
      let names: [PowerLoss.Names] = [.synced, .written, .someFirst, .any]
      disk.crash(
        PowerLoss(data[chance.below(data.count)], names: names[chance.below(names.count)]))
    }
  }

  // MARK: What a run does

  private mutating func act(_ life: Lifetime) throws {
    if chance.one(in: 2), life.recorder.holds("opening") {
      try post(someBookings(), life)
    } else {
      try settle(life, atMost: 1 + chance.below(5))
    }
  }

  private mutating func settle(_ life: Lifetime, atMost limit: Int) throws {
    var simulation = self
    defer { self = simulation }
    try life.settle(atMost: limit) { step in
      simulation.asked = [.step(step.id)]
    } acknowledged: { _ in
      try simulation.confirm(life, whole: true)
    }
  }

  /// New bookings, the same again, and others under an id that is taken.
  private mutating func someBookings() -> [Booking] {
    (0...[0, 0, 1, 3][chance.below(4)]).map { _ in
      let known = bookings.values.map(\.booking).min { $0.reference < $1.reference }
      if let known, chance.one(in: 4) {
        return chance.one(in: 3) ? BookingPlan.other(than: known, &chance) : known
      }
      return plan.next(&chance)
    }
  }

  private mutating func post(_ batch: [Booking], _ life: Lifetime) throws {
    let expected = expect(batch)
    asked = expected.refused.isEmpty ? expected.new.map { .booking($0) } : []
    let size = 1 + chance.below(3)
    do {
      try check(
        life.recorder.post(batch, batch: size, inTurn: true), of: batch, expected, life)
    } catch let refusal as BookingRefusal {
      guard refusal.refusals.map(\.place) == expected.refused else {
        throw Objection(description: "refused \(refusal.refusals), expected \(expected.refused)")
      }
      tally.refusals += 1
      try confirm(life, whole: true)
    } catch let objection as Objection {
      throw objection
    } catch {
      // Who asks again after an error is answered only by what is on the disk.
      if !disk.hasEnded, chance.one(in: 2), let outcomes = try? life.recorder.post(batch) {
        try check(outcomes, of: batch, expected, life)
      }
      throw error
    }
  }

  private mutating func check(
    _ outcomes: [BookingOutcome], of batch: [Booking],
    _ expected: (new: [Booking], refused: [Int]), _ life: Lifetime
  ) throws {
    guard expected.refused.isEmpty, outcomes.map(\.booking) == batch,
      outcomes.count(where: \.isNew) == expected.new.count
    else { throw Objection(description: "taken: \(outcomes), expected \(expected)") }
    try confirm(life, whole: true)
    for outcome in outcomes where bookings[outcome.booking.id]?.entries != outcome.entries {
      throw Objection(description: "\(outcome.booking.id) is told to be \(outcome.entries)")
    }
    tally.retries += outcomes.count { !$0.isNew }
  }

  /// What has to become of bookings by the model.
  private func expect(_ batch: [Booking]) -> (new: [Booking], refused: [Int]) {
    var model = model
    var new: [Booking] = []
    var refused: [Int] = []
    for (place, booking) in batch.enumerated() {
      let before = bookings[booking.id]?.booking ?? new.first { $0.id == booking.id }
      if let before {
        if before != booking { refused.append(place) }
      } else if model.add(booking) {
        new.append(booking)
      } else {
        refused.append(place)
      }
    }
    return (new, refused)
  }

  // MARK: What must hold

  /// Looks at the journal after a start or an answer: all that was acknowledged, then what was asked for
  /// (all of it where `whole`, else a first part), and nothing else.
  private mutating func confirm(_ life: Lifetime, whole: Bool) throws {
    let count = witness.operations.count
    try witness.see(disk)
    let added = witness.operations[count...]
    guard added.map(\.id) == asked.prefix(added.count).map(\.id),
      !whole || added.count == asked.count
    else {
      throw Objection(description: "added \(added.map(\.id)), asked for \(asked.map(\.id))")
    }
    for (operation, asked) in zip(added, asked) { try take(asked, operation) }
    asked = []
    guard LedgerModel(life.recorder.currentBalances) == model else {
      throw Objection(description: "the balances are not the model's")
    }
    guard life.recorder.entries == witness.entries, life.recorder.root == witness.root else {
      throw Objection(description: "the recorder is not where the journal is")
    }
  }

  private mutating func take(
    _ asked: Asked, _ operation: (id: String, first: Int64, count: Int)
  ) throws {
    tally.acknowledged += 1
    let count: Int
    switch asked {
    case .step(let id):
      guard let step = offering.operations[id] else {
        throw Objection(description: "\(id) is no operation of the offering")
      }
      model.add(step)
      count = step.entries
    case .booking(let booking):
      guard model.add(booking) else {
        throw Objection(description: "\(booking.id) cannot be")
      }
      tally.bookings += 1
      count = booking.actions.count
      bookings[booking.id] = (booking, operation.first...operation.first + Int64(count) - 1)
    }
    guard operation.count == count else {
      throw Objection(description: "\(operation.id) has \(operation.count) entries, asked \(count)")
    }
  }

  /// The last run, which nothing befalls: everything again, a second writer, and an audit.
  private mutating func finish(_ life: Lifetime) throws {
    if chance.one(in: 4) { try settle(life, atMost: .max) }
    if !bookings.isEmpty { try post(bookings.values.map(\.booking), life) }
    do {
      _ = try Lifetime(disk, offering.stages[stage])
      throw Objection(description: "a second writer was let in")
    } catch StorageError.folderBusy {
      tally.secondWriters += 1
    }
    try confirm(life, whole: true)
    guard !witness.bytes.isEmpty else { return }
    let audit = JournalAudit(witness.bytes, sizes: [UInt64(witness.entries)])
    var head = CheckpointAudit(
      disk[Self.path("checkpoint")], vkey: disk[Self.path("vkey")], trusted: [])
    head.compare(with: audit, code: "688999")
    guard audit.findings.isEmpty, head.findings.isEmpty else {
      throw Objection(description: "found: \(audit.findings + head.findings)")
    }
  }
}

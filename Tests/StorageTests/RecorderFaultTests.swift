import Foundation
import Ledger
import Offerings
import Quantities
import SimulatedDisk
import Storage
import Testing

/// What the simulation has found, each as small as it can be.
struct RecorderFaultTests {
  private let run: WholeRun
  private let disk: SimulatedDisk

  init() throws {
    run = try WholeRun()
    disk = run.newDisk()
  }

  private var journal: [UInt8] { disk["\(SmallOffering.folder)/journal.jsonl"] ?? [] }

  /// Fails the first call of a kind from now on.
  private func fail(_ call: DiskCall, after skipped: Int = 0) {
    var left = skipped
    disk.fate = { _, found in
      guard found == call else { return .done }
      left -= 1
      return left == -1 ? .fails(.inputOutput) : .done
    }
  }

  @Test(arguments: [DiskCall.sync, .rename, .syncFolder])
  func `A recorder whose disk failed answers nothing more`(_ call: DiskCall) throws {
    let life = try Lifetime(disk, run.stage)
    try life.settle(atMost: 1)
    fail(call)
    for _ in 0..<2 {
      #expect(throws: StorageError.self) { try life.recorder.post(run.bookings.first) }
    }
  }

  @Test func `A booking that could not be compared takes nothing with it`() throws {
    let life = try Lifetime(disk, run.stage)
    try life.settle(atMost: 1)
    _ = try life.recorder.post(run.bookings.first)
    let new = try #require(
      AccountName("b9").flatMap { reference in
        AccountName("A9").flatMap {
          Booking(reference: reference, actions: [.deposit($0, Money(fen: 100))])
        }
      })
    // The new one is posted in memory, then the old one's lines cannot be read.
    fail(.read)
    #expect(throws: StorageError.self) {
      try life.recorder.post([new] + run.bookings.first)
    }
    disk.fate = { _, _ in .done }
    let outcomes = try life.recorder.post([new] + run.bookings.first)
    #expect(outcomes.map(\.isNew) == [true, false, false])
    var witness = JournalWitness()
    try witness.see(disk)
  }

  @Test func `A torn opening that nobody has signed is begun again`() throws {
    disk.fate = { _, call in call == .sync ? .endsBefore : .done }
    #expect(throws: StorageError.self) { try run.run(on: disk) }
    disk.crash(PowerLoss(.sizes, names: .written))
    #expect(journal.contains(0))
    try run.run(on: disk)
    var witness = JournalWitness()
    try witness.see(disk)
  }

  @Test func `A damaged journal that has lost its head is not begun again`() throws {
    try run.run(on: disk)
    let damaged = [UInt8(0)] + journal.dropFirst()
    let head = try #require(disk["\(SmallOffering.folder)/vkey"])
    for (lines, vkey) in [(2, head), (.max, nil)] {
      let other = run.newDisk()
      let ends = damaged.indices.filter { damaged[$0] == UInt8(ascii: "\n") }.prefix(lines)
      other.place(
        "\(SmallOffering.folder)/journal.jsonl", Array(damaged[...(try #require(ends.last))]))
      if let vkey { other.place("\(SmallOffering.folder)/vkey", vkey) }
      #expect(throws: StorageError.self) { try run.run(on: other) }
    }
  }

  @Test func `A head that is seen and not durable is made so before it is relied on`() throws {
    let life = try Lifetime(disk, run.stage)
    try life.settle(atMost: 1)
    fail(.syncFolder)
    #expect(throws: StorageError.self) { try life.settle(atMost: 1) }
    disk.kill()
    var witness = JournalWitness()
    _ = try Lifetime(disk, run.stage)
    try witness.see(disk)
    disk.crash(PowerLoss(.synced, names: .synced))
    try witness.look(at: disk)
  }

  @Test func `The first use of a key is as safe as the journal`() throws {
    var run = run
    run.key = nil
    // The user's configuration folder is there; the program's own below it is not.
    let environment = ProcessInfo.processInfo.environment
    let base = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "") + "/.config"
    let empty = run.newDisk()
    empty.addFolders(base)
    let first = SimulatedDisk(copying: empty, seed: 0)
    try run.run(on: first)
    let calls = first.calls.count
    for place in 0..<min(calls, 120) {
      for fate in [DiskFate.endsBefore, .endsAfter, .fails(.inputOutput)] {
        for names in [PowerLoss.Names.synced, .any] {
          let disk = SimulatedDisk(copying: empty, seed: UInt64(place))
          disk.fate = { number, call in
            guard number == place else { return .done }
            if case .fails(let fault) = fate, !fault.happens(to: call) { return .done }
            return fate
          }
          try? run.run(on: disk)
          // Once more by a run that may already see what is not durable yet, and is cut off later.
          disk.kill()
          disk.fate = { number, _ in number == 60 ? .endsBefore : .done }
          try? run.run(on: disk)
          disk.crash(PowerLoss(.synced, names: names))
          try run.run(on: disk)
        }
      }
    }
  }
}

import Parallelism
import SimulatedDisk
import Storage
import Testing

/// A whole run of a tiny offering, stopped or disturbed at every single call, and lost in every way.
struct CrashTests {
  private static let run = Result { try WholeRun() }

  /// A disturbed disk with what was acknowledged on it by then.
  private struct Disturbed {
    let disk: SimulatedDisk
    let witness: JournalWitness
    let error: (any Error)?
  }

  private static func disturbed(
    _ run: WholeRun, seed: UInt64, _ fate: @escaping (Int, DiskCall) -> DiskFate
  ) -> Disturbed {
    let disk = SimulatedDisk(copying: run.newDisk(), seed: seed)
    disk.fate = fate
    var witness = JournalWitness()
    do {
      try run.run(on: disk) { try witness.see(disk) }
      return Disturbed(disk: disk, witness: witness, error: nil)
    } catch {
      return Disturbed(disk: disk, witness: witness, error: error)
    }
  }

  /// The calls of an undisturbed run, and what it leaves.
  private static func undisturbed(_ run: WholeRun) throws -> (
    calls: [DiskCall], disk: SimulatedDisk
  ) {
    let result = disturbed(run, seed: 0) { _, _ in .done }
    if let error = result.error { throw error }
    return (result.disk.calls, result.disk)
  }

  /// What is wrong after a disturbance: the run is done again on what is left, to the end.
  private static func fault(
    _ run: WholeRun, _ disturbed: Disturbed, _ expected: SimulatedDisk, _ what: String,
    known: inout Set<[String: [UInt8]]>
  ) -> String? {
    do {
      try disturbed.witness.look(at: disturbed.disk)
      var witness = disturbed.witness
      do {
        _ = try Lifetime(disturbed.disk, run.stage, key: run.key)
        try witness.see(disturbed.disk)
      }
      // What was mended to the same comes to the same end.
      if !known.insert(disturbed.disk.seen).inserted { return nil }
      try run.run(on: disturbed.disk) { try witness.see(disturbed.disk) }
      for name in ["journal.jsonl", "checkpoint", "vkey"] where run.key != nil {
        let path = "\(SmallOffering.folder)/\(name)"
        guard disturbed.disk[path] == expected[path] else { return "\(what): other \(name)" }
      }
      return nil
    } catch {
      return "\(what): \(error)"
    }
  }

  private static let losses: [PowerLoss.Data] = [
    .synced, .written, .sizes, .scattered(sector: 512), .scattered(sector: 4_096),
  ]

  @Test(arguments: DiskFault.allCases)
  func `A fault at any call is gone on from`(_ kind: DiskFault) throws {
    let run = try Self.run.get()
    let (calls, expected) = try Self.undisturbed(run)
    let places = calls.indices.filter { kind.happens(to: calls[$0]) }
    #expect(!places.isEmpty)
    let faults = concurrentMap(count: places.count) { index in
      let place = places[index]
      var known: Set<[String: [UInt8]]> = []
      var faults: [String] = []
      // Once, and from there on.
      for lasts in [false, true] {
        let disturbed = Self.disturbed(run, seed: UInt64(place)) { number, call in
          let isHit = number == place || lasts && number > place && kind.happens(to: call)
          return isHit ? .fails(kind) : .done
        }
        if disturbed.error == nil, kind != .shortWrite {
          faults.append("\(kind) at \(place) was not noticed")
        }
        for loss in [nil] + Self.losses.map(Optional.some) {
          let copy = SimulatedDisk(copying: disturbed.disk, seed: UInt64(place))
          if let loss {
            copy.crash(PowerLoss(loss, names: .someFirst))
          } else {
            copy.kill()
          }
          let left = Disturbed(disk: copy, witness: disturbed.witness, error: nil)
          let what =
            "\(kind) at \(place), \(calls[place]), then \(loss.map { "\($0)" } ?? "a kill")"
          if let fault = Self.fault(run, left, expected, what, known: &known) {
            faults.append(fault)
          }
        }
      }
      return faults
    }
    #expect(faults.joined().isEmpty, "\(faults.joined().prefix(10).joined(separator: "\n"))")
  }

  @Test func `A crash at any call, with any loss, is gone on from`() throws {
    let run = try Self.run.get()
    let (calls, expected) = try Self.undisturbed(run)
    let faults = concurrentMap(count: calls.count) { place in
      var faults: [String] = []
      var known: Set<[String: [UInt8]]> = []
      for end in [DiskFate.endsBefore, .endsAfter] {
        let disturbed = Self.disturbed(run, seed: UInt64(place)) { number, _ in
          number == place ? end : .done
        }
        for loss in Self.everyLoss(of: disturbed.disk, torn: calls[place] == .sync) {
          let copy = SimulatedDisk(copying: disturbed.disk, seed: UInt64(place))
          if let loss {
            copy.crash(loss)
          } else {
            copy.kill()
          }
          let left = Disturbed(disk: copy, witness: disturbed.witness, error: nil)
          let what = "\(end) at \(place), \(calls[place]), \(loss.map { "\($0)" } ?? "a kill")"
          if let fault = Self.fault(run, left, expected, what, known: &known) {
            faults.append(fault)
          }
        }
      }
      return faults
    }
    #expect(faults.joined().isEmpty, "\(faults.joined().prefix(10).joined(separator: "\n"))")
  }

  /// Every loss that leaves something of its own; nil for a kill. Before a sync the last write is torn at
  /// every byte, now and then with zeros behind.
  private static func everyLoss(of disk: SimulatedDisk, torn: Bool) -> [PowerLoss?] {
    let changes = disk.pendingNames(in: SmallOffering.folder)
    let names = (0...changes).map { PowerLoss.Names.first($0) } + [.any]
    var losses: [PowerLoss?] = [nil]
    for data in Self.losses {
      for names in names { losses.append(PowerLoss(data, names: names)) }
    }
    if torn {
      let bytes = max(
        disk.pendingBytes(of: "\(SmallOffering.folder)/journal.jsonl"),
        disk.pendingBytes(of: "\(SmallOffering.folder)/checkpoint.new"))
      for count in 0...bytes {
        for isFilled in count.isMultiple(of: 16) ? [false, true] : [false] {
          losses.append(PowerLoss(.torn(bytes: count, isFilled: isFilled), names: .written))
        }
      }
    }
    return losses
  }
}

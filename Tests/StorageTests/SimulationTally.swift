import SimulatedDisk

/// What simulations have met, so that nobody takes silence for safety.
struct SimulationTally: Sendable, CustomStringConvertible {
  var seeds = 0
  var runs = 0
  var kills = 0
  var crashes = 0
  var faults: [DiskFault: Int] = [:]
  /// Open ends that were cut, and closed operations that were signed by a later run.
  var cuts = 0
  var signedLate = 0
  var acknowledged = 0
  var bookings = 0
  var retries = 0
  var refusals = 0
  var secondWriters = 0

  mutating func add(_ other: SimulationTally) {
    seeds += other.seeds
    runs += other.runs
    kills += other.kills
    crashes += other.crashes
    faults.merge(other.faults, uniquingKeysWith: +)
    cuts += other.cuts
    signedLate += other.signedLate
    acknowledged += other.acknowledged
    bookings += other.bookings
    retries += other.retries
    refusals += other.refusals
    secondWriters += other.secondWriters
  }

  /// The smallest of the counts: zero where something never happened.
  var least: Int {
    let others = [
      runs, kills, crashes, cuts, signedLate, acknowledged, bookings, retries, refusals,
      secondWriters,
    ]
    return (others + DiskFault.allCases.map { faults[$0] ?? 0 }).min() ?? 0
  }

  var description: String {
    let met = DiskFault.allCases.map { "\($0) \(faults[$0] ?? 0)" }.joined(separator: ", ")
    return "\(seeds) seeds, \(runs) runs, \(kills) kills, \(crashes) losses of power, \(met), "
      + "\(cuts) cuts, \(signedLate) signed late, \(acknowledged) operations acknowledged, "
      + "\(bookings) of them bookings, \(retries) retries, \(refusals) refusals, "
      + "\(secondWriters) second writers"
  }
}

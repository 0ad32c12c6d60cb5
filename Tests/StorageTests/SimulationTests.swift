import Foundation
import Parallelism
import SimulatedDisk
import Storage
import Testing

/// Random offerings through random crashes: Specs/crashes.md.
///
/// `IPO_SIMULATION_SEEDS` is how many, `IPO_SIMULATION_SEED` runs one alone.
struct SimulationTests {
  private static let environment = ProcessInfo.processInfo.environment

  /// How many offerings the seeds share; a seed's offering is the one of its remainder.
  private static let offeringCount: UInt64 = 128

  private static func offering(of seed: UInt64) throws -> SmallOffering {
    try SmallOffering(seed: seed % offeringCount)
  }

  @Test func `Nothing acknowledged is ever lost, and nothing is there by half`() throws {
    if let text = Self.environment["IPO_SIMULATION_SEED"] {
      let seed = try #require(UInt64(text), "IPO_SIMULATION_SEED is no number")
      var simulation = Simulation(seed: seed, try Self.offering(of: seed))
      try simulation.run()
      print("seed \(seed): \(simulation.tally)")
      return
    }
    let count = Int(Self.environment["IPO_SIMULATION_SEEDS"] ?? "100000") ?? 100_000
    let offerings = try (0..<Self.offeringCount).map { try Self.offering(of: $0) }
    let batch = 100
    let results = concurrentMap(count: (count + batch - 1) / batch) { number in
      var tally = SimulationTally()
      var failures: [String] = []
      for seed in number * batch..<min(count, (number + 1) * batch) {
        var simulation = Simulation(
          seed: UInt64(seed), offerings[seed % Int(Self.offeringCount)])
        do {
          try simulation.run()
        } catch {
          failures.append("IPO_SIMULATION_SEED=\(seed): \(error)")
        }
        tally.add(simulation.tally)
      }
      return (tally, failures)
    }
    var tally = SimulationTally()
    for result in results { tally.add(result.0) }
    let failures = results.flatMap(\.1)
    for failure in failures.prefix(10) { Issue.record("\(failure)") }
    print("simulated: \(tally); \(failures.count) failed")
    #expect(tally.least > 0, "\(tally)")
  }

  /// The same as a program that forgets the sync.
  @Test(arguments: ["sync journal.jsonl", "sync checkpoint.new", "syncFolder small"])
  func `A disk that lies about syncing is found out`(_ lie: String) throws {
    let offering = try Self.offering(of: 1)
    let found = (0..<200).first { seed in
      var simulation = Simulation(seed: UInt64(seed), offering) { disk in
        disk.lies = { call, path in "\(call) \(path.split(separator: "/").last ?? "")" == lie }
      }
      do {
        try simulation.run()
        return false
      } catch {
        return true
      }
    }
    print("\(lie) left out: found by seed \(found.map(String.init) ?? "none")")
    #expect(found != nil)
  }
}

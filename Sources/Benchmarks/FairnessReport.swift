import Fairness
import Foundation
import Parallelism

/// How even the draws are: exact enumeration, and chi-square tests over many seeds.
///
/// The same seeds give the same output, byte for byte. A test below its bound ends with exit
/// code 1, and so does a draw made uneven that no test finds.
enum FairnessReport {
  /// Seeds of each test where the call names none; what Specs/fairness.md is made with.
  private static let seedsUsual = 100_000
  private static let path = "Specs/fairness.md"

  static func run(seeds: Int?, isWritten: Bool) throws {
    let seeds = seeds ?? seedsUsual
    let tests = try results(of: FrequencyTests.all(), seeds: seeds)
    let uneven = try results(of: UnfairDraws.all(), seeds: seeds)
    let document = FairnessDocument(
      seeds: seeds, tests: tests, uneven: uneven,
      ranked: try FairnessTables.ranked(), tails: try FairnessTables.tails(),
      scale: try FairnessTables.scale(), refused: try FairnessTables.refusedBases(),
      sweep: try FairnessTables.sweep(countMax: 40, outcomesMax: 4_000),
      offerings: FairnessTables.realOfferings())
    if isWritten {
      try document.text.write(toFile: path, atomically: true, encoding: .utf8)
      print("written: \(path)")
    } else {
      print(document.text, terminator: "")
    }
    guard document.isEven else { exit(1) }
  }

  private static func results(
    of tests: [FrequencyTest], seeds: Int
  ) throws -> [FairnessDocument.Line] {
    let results = concurrentMap(count: tests.count) { index in
      Result { try tests[index].run(seeds: seeds) }
    }
    return try zip(tests, results).map { test, result in
      FairnessDocument.Line(subject: test.subject, name: test.name, found: try result.get())
    }
  }
}

import Foundation

/// Times the matcher against a named peer: two lists of the same movements in different orders, read
/// from their CSV files. The ratio is of CPU time, user and system; below 1, the matcher needs less.
enum ReconcileBenchmark {
  private static let rowsUsual = 10_000_000
  private static let rounds = 5

  static func run(rows: Int?) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try ReconcileFiles(rows: rows ?? rowsUsual, in: folder)
    print(
      "\(rows ?? rowsUsual) rows against as many in another order, \(files.size / 1_000_000) MB")
    print("a file; best of \(rounds). Planted: \(files.planted)")

    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
    let version = DuckDBPeer.version
    var own: [TimedProcess] = []
    var peer: [TimedProcess] = []
    for _ in 0..<rounds {
      let run = try TimedProcess.run(
        program, ["match", files.ledger, files.bank], keepsOutput: true)
      try check(run, "the matcher", files.planted)
      own.append(run)
      guard let version else { continue }
      let join = try DuckDBPeer.join(files.ledger, files.bank)
      try check(join, "DuckDB \(version)", files.planted)
      peer.append(join)
    }
    print("                      user      sys     wall     peak")
    let best = row("matcher", own)
    guard let version else {
      print("no DuckDB: Scripts/prepare --tests installs it; without it there is no ratio")
      return
    }
    let other = row("DuckDB \(version)", peer)
    print("both find what was planted")
    print(String(format: "matcher / DuckDB, CPU  %.2f", best / other))
  }

  /// Prints the run with the least CPU time, and gives that.
  private static func row(_ name: String, _ runs: [TimedProcess]) -> Double {
    print(name.padding(toLength: 16, withPad: " ", startingAt: 0) + TimedProcess.row(runs))
    return runs.map(\.cpu).min() ?? 0
  }

  private static func check(
    _ run: TimedProcess, _ name: String, _ planted: ReconcileFiles.Counts
  ) throws {
    let found = run.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    let expected = [planted.matched, planted.differing, planted.ledgerOnly, planted.bankOnly]
    guard found == expected else {
      throw DifferentCounts(who: name, found: run.output, planted: "\(planted)")
    }
  }
}

/// Somebody found other breaks than were planted.
private struct DifferentCounts: Error {
  let who: String
  let found: String
  let planted: String
}

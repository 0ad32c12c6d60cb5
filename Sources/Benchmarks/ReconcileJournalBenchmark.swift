import Foundation

/// Times the whole `ipo reconcile` on a settled offering of a million payments: journal, statement and
/// list, from their files to the report. There is no peer that reads such a journal.
enum ReconcileJournalBenchmark {
  /// A recorded offering with a million winners online.
  private static let like = "Ledgers/shaanxi-energy-001286"
  private static let asOf = "2023-04-10"
  private static let rounds = 3

  static func run() throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ipo").path
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let offering = folder.appendingPathComponent("offering").path
    let statements = folder.appendingPathComponent("statements").path
    _ = try TimedProcess.run(program, ["generate", "--like", like, "--out", offering])
    _ = try TimedProcess.run(program, ["settle", offering])
    _ = try TimedProcess.run(
      program, ["generate", "--statements", offering, "--out", statements])
    let journal = try Data(
      contentsOf: URL(fileURLWithPath: "\(offering)/journal.jsonl"), options: .alwaysMapped)
    print(
      "journal: \(count(#""seq":"#, in: journal)) entries, \(count(#""unit":"#, in: journal)) "
        + "postings, \(journal.count / 1_000_000) MB; best of \(rounds)")
    print("                                     user      sys     wall     peak")
    let bank = ["--bank", "\(statements)/bank.csv"]
    let register = ["--register", "\(statements)/register.csv"]
    for (name, files) in [
      ("reconcile, bank as CSV", bank), ("reconcile, list", register),
      ("reconcile, bank and list", bank + register),
    ] {
      var runs: [TimedProcess] = []
      for _ in 0..<rounds {
        runs.append(
          try TimedProcess.run(program, ["reconcile", offering, "--as-of", asOf] + files))
      }
      print(name.padding(toLength: 31, withPad: " ", startingAt: 0) + TimedProcess.row(runs))
    }
    let verify = try TimedProcess.run(program, ["verify", offering])
    print(
      "verify, for comparison".padding(toLength: 31, withPad: " ", startingAt: 0)
        + TimedProcess.row([verify]))
  }

  private static func count(_ text: String, in data: Data) -> Int {
    let wanted = Array(text.utf8)
    return data.withUnsafeBytes { bytes in
      var count = 0
      var start = bytes.startIndex
      while start + wanted.count <= bytes.endIndex {
        if bytes[start] == wanted[0], bytes[start..<start + wanted.count].elementsEqual(wanted) {
          count += 1
          start += wanted.count
        } else {
          start += 1
        }
      }
      return count
    }
  }
}

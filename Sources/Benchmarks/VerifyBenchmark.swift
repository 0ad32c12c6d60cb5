import Foundation
import Quantities

/// Times `ipo verify` on a long journal beside `openssl dgst -sha256` of the same file, in turns; and shows
/// that memory does not grow with the length.
enum VerifyBenchmark {
  private static let accounts = 10_000
  private static let rounds = 5

  static func run(entries: Int?) throws {
    let count = entries ?? 3_000_000
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-verify-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ipo").path
    print("entries, accounts                    user      sys     wall     peak   wall ratio")
    for entries in [count, count / 2] {
      let path = folder.appendingPathComponent("\(entries)").path
      try BookedJournal.make(path, entries: entries, accounts: accounts)
      var own: [TimedProcess] = []
      var other: [TimedProcess] = []
      for _ in 0..<rounds {
        // The journal holds an opening and deposits: it is as far as its facts reach, and sound.
        own.append(try TimedProcess.run(program, ["verify", path]))
        other.append(
          try TimedProcess.run(
            "/usr/bin/env", ["openssl", "dgst", "-sha256", "\(path)/journal.jsonl"]))
      }
      let ratio = wall(own) / wall(other)
      let name =
        "\(DecimalText.grouped(entries, decimals: 0)), \(DecimalText.grouped(accounts, decimals: 0))"
      print(padded("ipo verify, " + name) + TimedProcess.row(own) + String(format: "%10.2f", ratio))
      print(padded("openssl dgst -sha256") + TimedProcess.row(other))
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private static func wall(_ runs: [TimedProcess]) -> Double { runs.map(\.wall).min() ?? 0 }

  private static func padded(_ name: String) -> String {
    name.padding(toLength: 31, withPad: " ", startingAt: 0)
  }
}

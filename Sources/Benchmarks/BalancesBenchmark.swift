import Foundation
import Quantities

/// Times `ipo balances` on a journal beside plain-text accounting on the same transactions as text, where
/// those programs are installed. The formats differ: theirs is read from free text, ours from canonical
/// lines; theirs check more of the text, and ours has hashes in it that are not looked at.
enum BalancesBenchmark {
  private static let accounts = 1_000
  private static let rounds = 5

  static func run(entries: Int?) throws {
    let count = entries ?? 1_000_000
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-balances-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ipo").path
    let path = folder.appendingPathComponent("booked").path
    try BookedJournal.make(path, entries: count, accounts: accounts)
    let text = folder.appendingPathComponent("booked.ledger").path
    try plainText(count).write(toFile: text, atomically: true, encoding: .utf8)
    print(
      "\(DecimalText.grouped(count, decimals: 0)) transactions; formats differ; best of \(rounds)")
    print("                                     user      sys     wall     peak")
    try time("ipo balances", program, ["balances", path], rounds)
    for (name, arguments) in [
      ("ledger", ["-f", text, "balance"]), ("hledger", ["-f", text, "balance"]),
    ] {
      try time("\(name) balance", "/usr/bin/\(name)", arguments, 1)
    }
  }

  private static func time(
    _ name: String, _ program: String, _ arguments: [String], _ rounds: Int
  ) throws {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      return print("\(name): not installed")
    }
    let runs = try (0..<rounds).map { _ in try TimedProcess.run(program, arguments) }
    print(name.padding(toLength: 31, withPad: " ", startingAt: 0) + TimedProcess.row(runs))
  }

  /// The same transactions in the format that ledger and hledger read.
  private static func plainText(_ count: Int) -> String {
    var text = ""
    for number in 0..<count {
      let fen = number % 9_999 + 1
      let yuan = "\(fen / 100).\(String(fen % 100 + 100).dropFirst())"
      text += "2020-05-21 t\(10_000_000 + number)\n"
      text += "    deposit:A\(100_000_000 + number % accounts)    \(yuan) CNY\n    custody\n\n"
    }
    return text
  }
}

import Foundation

/// What the program can do, measured: one subcommand a question.
///
///     Benchmarks [settle] [ACCOUNTS]       the main job against a named peer
///     Benchmarks reconcile [ROWS]          the matcher of two lists against a named peer
///     Benchmarks reconcile-journal         the whole command on a million payments
///     Benchmarks match LEDGER BANK         the matcher alone
///     Benchmarks append [BOOKINGS]         durable appending against a C loop
///     Benchmarks verify [ENTRIES]          verifying against openssl's hash of the same file
///     Benchmarks balances [ENTRIES]        balances against plain-text accounting
///     Benchmarks book [BIDS]               the book and a hundred prices against pandas
///     Benchmarks lottery                   the draws against a named peer and the raw hash
///     Benchmarks fairness [SEEDS] [--write]   how even the draws are; into Specs/fairness.md
@main
struct Benchmarks {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "match", arguments.count == 3 {
      return try MatcherProcess.run(ledger: arguments[2], bank: arguments[3])
    }
    // A count alone has always meant the main job.
    let name = arguments.first.flatMap { Int($0) == nil ? $0 : nil } ?? "settle"
    if arguments.first == name { arguments.removeFirst() }
    let isWritten = arguments.contains("--write")
    arguments.removeAll { $0 == "--write" }
    let count = arguments.first.flatMap { Int($0) }
    guard arguments.count == (count == nil ? 0 : 1), count ?? 1 > 0 else { return usage() }
    switch name {
    case "settle" where !isWritten: try SettleBenchmark.run(accounts: count)
    case "reconcile" where !isWritten: try ReconcileBenchmark.run(rows: count)
    case "reconcile-journal" where count == nil && !isWritten:
      try ReconcileJournalBenchmark.run()
    case "append" where !isWritten: try AppendBenchmark.run(bookings: count)
    case "verify" where !isWritten: try VerifyBenchmark.run(entries: count)
    case "balances" where !isWritten: try BalancesBenchmark.run(entries: count)
    case "book" where !isWritten: try BookBenchmark.run(bids: count)
    case "lottery" where count == nil && !isWritten: try LotteryBenchmark.run()
    case "fairness": try FairnessReport.run(seeds: count, isWritten: isWritten)
    default: usage()
    }
  }

  private static func usage() {
    print(
      "usage: Benchmarks [settle] [ACCOUNTS] | reconcile [ROWS] | reconcile-journal | append [BOOKINGS] | verify [ENTRIES] | balances [ENTRIES] | book [BIDS] | match LEDGER BANK | lottery | fairness [SEEDS] [--write]"
    )
    exit(2)
  }
}

import ArgumentParser
import CanonicalJSON
import Ledger
import Quantities
import Reports
import Storage

/// `ipo balances DIR`: what every account holds.
struct BalancesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balances",
    abstract: "Add up the journal: the trial balance, or accounts below a path.",
    discussion: """
      Reads the journal alone, and quickly: the form of every line and the sum of every entry are \
      checked, hashes and decisions are not; ipo verify does that.

        ipo balances dema
        ipo balances dema --account register --json
        ipo balances dema --account deposit:A100000001 --through 1200
      """)

  @Argument(help: "The offering's folder.")
  var folder: String

  @Option(help: "List the accounts of this path and below it, instead of kinds of accounts.")
  var account: String?

  @Option(help: "The number of the last entry that counts, seq; without it all count.")
  var through: Int64?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    guard let signed = try folder.signedJournal() else {
      throw StorageError.missingFile(
        path: folder.file("journal.jsonl"), expected: "a journal; run ipo settle first")
    }
    let read = try JournalBalances(reading: signed.source, through: through)
    let rows =
      account.map { self.accounts(of: read.balances, below: $0) } ?? kinds(of: read.balances)
    if json {
      Console.write([
        "entries": .integer(read.entries),
        "balances": .array(
          rows.map { row in
            [
              "account": .string(row.name), "accounts": .integer(Int64(row.count)),
              "cash": .string(DecimalText.plain(row.cash, decimals: 2)),
              "shares": .string(DecimalText.plain(row.shares, decimals: 0)),
            ]
          }),
      ])
    } else {
      show(rows, read.entries)
    }
  }

  /// An account, or all accounts of a kind that hold something.
  private struct Row {
    let name: String
    var count = 0
    var cash = Int128(0)
    var shares = Int128(0)

    mutating func add(_ amount: Int64, _ commodity: Commodity) {
      if commodity == .cash { cash += Int128(amount) } else { shares += Int128(amount) }
    }
  }

  private func accounts(of balances: Balances, below path: String) -> [Row] {
    var rows: [Account: Row] = [:]
    for commodity in Commodity.allCases {
      for (account, amount) in balances.open(commodity) where account.isWithin(path) {
        rows[account, default: Row(name: account.path, count: 1)].add(amount, commodity)
      }
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }

  private func kinds(of balances: Balances) -> [Row] {
    let chart = ChartOfAccounts.standard
    var rows = chart.kinds.map { Row(name: $0.pattern) }
    var others = Row(name: "not on the chart")
    for commodity in Commodity.allCases {
      for (account, amount) in balances.open(commodity) {
        if let kind = chart.index(of: account, commodity) {
          rows[kind].count += 1
          rows[kind].add(amount, commodity)
        } else {
          others.count += 1
          others.add(amount, commodity)
        }
      }
    }
    return (rows + [others]).filter { $0.count > 0 }
  }

  private func show(_ rows: [Row], _ entries: Int64) {
    let cells = rows.map { row in
      [
        row.name, DecimalText.grouped(row.count, decimals: 0),
        row.cash == 0 ? "" : DecimalText.grouped(row.cash, decimals: 2),
        row.shares == 0 ? "" : DecimalText.grouped(row.shares, decimals: 0),
      ]
    }
    let head = ["account", "accounts", "yuan", "shares"]
    let widths = head.indices.map { column in
      ([head] + cells).map { $0[column].count }.max() ?? 0
    }
    var text = ""
    for row in [head] + cells {
      let columns = row.indices.map { column -> String in
        let blanks = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + blanks : blanks + row[column]
      }
      text += "  " + columns.joined(separator: "  ") + "\n"
    }
    text += TextBlock.labelled(
      "entries", "\(DecimalText.grouped(entries, decimals: 0)) added up, not verified")
    Console.write(text)
  }
}

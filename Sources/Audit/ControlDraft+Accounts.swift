import Allotment
import Bookbuilding
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities

extension ControlDraft {
  /// What entries allotted, account by account.
  private struct AllottedAccounts {
    var rows: Int128 = 0
    var shares: [String: Int64] = [:]
    var entries = EntryNumbers()

    init(_ tranche: Tranche, in operation: JournalAudit.Operation) throws {
      let root = "allotted:\(tranche.rawValue):"
      for entry in operation.entries {
        guard let read = RecordedEntry(entry.content, seq: entry.seq) else {
          throw RecordedMovementError.unreadableEntry(entry: entry.seq)
        }
        guard read.kind == .allotment else { continue }
        entries.insert(entry.seq)
        for posting in read.postings where posting.account.path.hasPrefix(root) {
          rows += 1
          let account = String(posting.account.path.dropFirst(root.count))
          // More than fits is more than anybody applied for.
          let (sum, overflow) = shares[account, default: 0].addingReportingOverflow(posting.amount)
          shares[account] = overflow ? .max : sum
        }
      }
    }
  }

  /// What an account asked for, and what it gets by the decisions made again.
  private struct Claim {
    let account: String
    let asked: Int64
    let decided: Int64
  }

  /// Each account once, none above what it asked for, and each with what was decided for it.
  mutating func checkAccounts() throws {
    let list = inputs.applications
    let online = (results.onlineWinners ?? []).lazy.compactMap { row, lots -> Claim? in
      guard let list = list?.value else { return nil }
      return Claim(
        account: list.account(at: row), asked: list.lots(at: row) * list.lot.count,
        decided: lots * list.lot.count)
    }
    try check(.online, online, list?.file, ApplicationFile.name)
    let offline = (results.offline?.lines ?? []).lazy.map { line in
      Claim(
        account: line.bid.account.text, asked: line.bid.shares.count, decided: line.allotted.count)
    }
    try check(.offline, offline, inputs.bids?.file, BidFile.name)
  }

  private mutating func check(
    _ tranche: Tranche, _ claims: some Sequence<Claim>, _ read: SealedFile?, _ name: String
  ) throws {
    let id = "allotment-\(tranche.rawValue)"
    guard let operation = journal.operations.first(where: { $0.id == id }) else { return }
    let found = try AllottedAccounts(tranche, in: operation)
    var (within, equal): (Int128, Int128) = (0, 0)
    for claim in claims {
      guard let shares = found.shares[claim.account] else { continue }
      if shares <= claim.asked { within += 1 }
      if shares == claim.decided { equal += 1 }
    }
    let accounts = ControlFigure(
      "accounts allotted \(tranche.rawValue)", Int128(found.shares.count), .count,
      .entries(found.entries))
    add(
      "eachAccountOnce \(tranche.rawValue)", "each account is allotted once, \(tranche.rawValue)",
      [
        ControlFigure(
          "allotments \(tranche.rawValue)", found.rows, .count, .entries(found.entries))
      ], [accounts])
    add(
      "withinApplication \(tranche.rawValue)",
      tranche == .online
        ? "no account is allotted more than it applied for, and each won"
        : "no account is allotted more than it bid for",
      [accounts], [file("of them within their rows", within, .count, read, name)])
    add(
      "accountsAsDecided \(tranche.rawValue)",
      "each account is allotted what was decided again, \(tranche.rawValue)",
      [accounts], [decided("of them as decided", equal, .count)])
  }
}

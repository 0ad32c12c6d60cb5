import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Settlement

/// Entries that allot shares and book what is due for them: for each account investor − and
/// receivable + in cash, allotted + in shares, out of the tranche.
struct DueBatch {
  private let tranche: Tranche
  private var batch: EntryBatch

  init(_ tranche: Tranche, operation: String) {
    self.tranche = tranche
    batch = EntryBatch(
      operation: operation, kind: .allotment, body: ["tranche": .string(tranche.rawValue)])
  }

  mutating func add(_ due: Due, to sink: inout EntrySink) throws {
    try sink.post(
      batch.add(
        Posting.move(
          due.total(), from: .investor(due.account), to: .receivable(tranche, due.account))
          + [Posting(.allotted(tranche, due.account), shares: due.shares)],
        balancing: [(.shares, .tranche(tranche))]))
  }

  mutating func finish(_ sink: inout EntrySink) throws {
    try sink.post(batch.flush())
  }
}

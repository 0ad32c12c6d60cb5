import Audit
import Ledger
import Testing

/// The table that reports are cut from, of a settled offering.
@Suite struct LedgerTotalsTests {
  private func settled() throws -> JournalAudit {
    let workspace = try Workspace.tenAccounts()
    #expect(try Program.run("settle", workspace.path).code == 0)
    return JournalAudit([UInt8](try workspace.data("journal.jsonl")), sizes: [])
  }

  @Test func everyCommoditySumsToZeroAndEveryClassToItsBalances() throws {
    let audit = try settled()
    #expect(audit.findings.isEmpty)
    #expect(audit.totals.rows.count > 20)
    for commodity in Commodity.allCases {
      #expect(audit.totals.sum { $0.commodity == commodity }.net == 0)
      for root in ["register", "issuer", "underwriter", "fees", "tax", "investor", "escrow"] {
        let sum = audit.totals.sum {
          $0.commodity == commodity && Account(path: $0.account).isWithin(root)
        }
        #expect(
          sum.net
            == audit.balances.sum(under: "\(root):", commodity)
            + Int128(audit.balances.amount(of: Account(path: root), commodity)))
      }
    }
  }

  @Test func aSumNamesTheEntriesThatSayIt() throws {
    let audit = try settled()
    let allotted = audit.totals.sum("allotment-online", .allotment, "allotted:online", .shares)
    #expect(allotted.net > 0)
    #expect(allotted.given == 0)
    let operation = try #require(audit.operations.first { $0.id == "allotment-online" })
    for range in allotted.entries.ranges {
      for number in range { #expect(operation.entries.contains { $0.seq == number }) }
    }
    #expect(audit.totals.sum("no-such", .allotment, "allotted:online", .shares) == PostedSum())
  }
}

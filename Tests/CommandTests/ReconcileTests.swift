import CanonicalJSON
import Foundation
import Testing

/// `ipo reconcile` from outside: what is clean, and each thing that can be planted.
struct ReconcileTests {
  private typealias Space = ReconcileWorkspace

  @Test func `A statement of the payments alone agrees, in both forms`() throws {
    let space = try Space()
    for bank in [
      Space.csv(space.payments), Space.csv(space.payments.reversed()),
      Space.camt(space.payments), Space.camt(space.payments, version: "001.02"),
      Space.camt(space.payments, version: "001.13"),
    ] {
      let json = try space.json(bank: bank, register: space.holdings)
      #expect(json["breaks"] == [] && json["matched"] == .integer(10 + 14))
    }
  }

  @Test func `A statement of the account's whole life agrees and sums to zero`() throws {
    let space = try Space()
    let all = space.payments + Space.otherMovements
    #expect(all.reduce(Decimal(0)) { $0 + (Decimal(string: $1.amount) ?? 0) } == 0)
    for bank in [Space.csv(all), Space.camt(all)] {
      #expect(try space.breaks(bank: bank, "--complete").isEmpty)
      #expect(try space.json(bank: bank, register: nil)["matched"] == 21)
    }
    // Refunds under the bank's own references, by account; and under the payments'.
    let renamed = all.enumerated().map { place, line in
      line.amount.hasPrefix("-")
        ? Space.Line(reference: "B-\(place)", account: line.account, amount: line.amount) : line
    }
    // The fee and its VAT were paid at once, which only the ledger's reference tells.
    #expect(
      try space.breaks(bank: Space.csv(renamed), "--complete") == [
        "missing_in_ledger B-18", "missing_in_statement proceeds/fee",
        "missing_in_statement proceeds/fee",
      ])
  }

  @Test func `What a statement does not reach to is told, and expected once it is confirmed`()
    throws
  {
    let space = try Space()
    try space.folder.write("bank", Space.csv(space.payments))
    let bank = space.folder.url("bank").path
    let told = try Program.run("reconcile", space.folder.path, "--bank", bank)
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.contains("2 of strategic, 51,120.00 yuan"), "\(told.output)")
    #expect(told.output.contains("5 of refund, -26,441.12 yuan"), "\(told.output)")
    #expect(told.output.contains("reconciled: no break is open"), "\(told.output)")
    #expect(
      try space.breaks(bank: Space.csv(space.payments), "--complete").count
        == Space.otherMovements.count + 1)
    let digest = String(repeating: "ab", count: 32)
    let confirmed = try Program.run(
      "settle", space.folder.path, "--fact", "confirmations.proceeds=\(digest)")
    #expect(confirmed.code == 0, "\(confirmed.errors)")
    let found = try space.breaks(bank: Space.csv(space.payments))
    #expect(found.count == 9 && found.allSatisfy { $0.hasPrefix("missing_in_statement") })
    #expect(!found.contains { $0.contains("strategic/S") && !$0.contains("refund") })
  }

  @Test func `Each break of money is found and nothing else`() throws {
    let space = try Space()
    let clean = space.payments
    var planted: [(lines: [Space.Line], breaks: [String])] = []
    planted.append((Array(clean.dropFirst()), ["missing_in_statement B-0001"]))
    planted.append((clean + [clean[4]], ["duplicate W-0001"]))
    let stray = Space.Line(reference: "W-0099", account: "A000000002", amount: "12560.00")
    planted.append((clean + [stray], ["missing_in_ledger W-0099"]))
    let outgoing = Space.Line(reference: "W-0004", account: "A000000001", amount: "-439.99")
    planted.append((clean + [outgoing], ["missing_in_ledger W-0004"]))
    for place in clean.indices {
      var lines = clean
      lines[place].amount = "0.01"
      planted.append((lines, ["amount_differs \(clean[place].reference)"]))
    }
    var parts = clean
    parts[5].amount = "12000.00"
    parts.append(Space.Line(reference: "W-0002", account: "A000000004", amount: "560.00"))
    planted.append((parts, []))
    for (lines, breaks) in planted {
      #expect(try space.breaks(bank: Space.csv(lines), register: space.holdings) == breaks)
      #expect(try space.breaks(bank: Space.camt(lines)) == breaks)
    }
    var unknown = clean
    unknown[7].account = "NOBODY"
    #expect(try space.breaks(bank: Space.csv(unknown)) == ["unknown_account NOBODY"])
    #expect(
      try space.breaks(bank: Space.camt(clean, closing: 1)) == ["closing_balance_differs S-1"])
  }

  @Test func `A break tells both sides and the difference`() throws {
    let space = try Space()
    var lines = space.payments
    lines[4].amount = "4999.99"
    let json = try space.json(bank: Space.camt(lines), register: nil)
    #expect(
      try Space.contracted(json["breaks"]) == [
        [
          "kind": "amount_differs", "key": "W-0001", "ledger": "5000.00", "other": "4999.99",
          "difference": "-0.01",
        ]
      ])
    let missing = try space.json(bank: Space.camt(Array(space.payments.dropLast())), register: nil)
    #expect(
      try Space.contracted(missing["breaks"]) == [
        [
          "kind": "missing_in_statement", "key": "W-0006", "ledger": "12560.00", "other": .null,
          "difference": "-12560.00",
        ]
      ])
  }

  @Test func `Each break of the register is found and nothing else`() throws {
    let space = try Space()
    let clean = space.holdings
    let place = try #require(clean.firstIndex { $0[0] == "FOUNDER" })
    #expect(clean[place] == ["FOUNDER", "40000", "40000", "2023-06-02"])
    for (row, breaks) in [
      (["FOUNDER", "40000", "0", ""], ["lock_missing FOUNDER"]),
      (["FOUNDER", "40000", "40000", "2023-06-01"], ["lock_wrong_date FOUNDER"]),
      (["FOUNDER", "40000", "39999", "2023-06-02"], ["lock_wrong_shares FOUNDER"]),
      (["FOUNDER", "40000", "0", "2023-06-02"], ["released_early FOUNDER"]),
      (["FOUNDER", "40000", "40000", "2020-06-02"], ["released_early FOUNDER"]),
      (["FOUNDER", "40001", "40000", "2023-06-02"], ["holding_differs FOUNDER"]),
      (["STRANGER", "1", "0", ""], ["holding_differs FOUNDER", "unknown_account STRANGER"]),
    ] {
      var planted = clean
      planted[place] = row
      let found = try space.breaks(bank: Space.csv(space.payments), register: planted)
      #expect(found == breaks, "\(row)")
    }
    let stranger = clean + [["STRANGER", "1", "0", ""]]
    #expect(try space.breaks(register: stranger) == ["unknown_account STRANGER"])
  }

  @Test func `A release is expected once it is posted`() throws {
    let space = try Space()
    let released = space.holdings.map { $0[0] == "P002" ? ["P002", "4650", "0", ""] : $0 }
    #expect(try space.breaks(register: released) == ["lock_missing P002"])
    // It has ended; the ledger does not say so yet.
    #expect(try space.breaks(register: released, asOf: "2020-12-02") == ["lock_missing P002"])
    let posted = try Program.run(
      "lockups", "release", space.folder.path, "--as-of", "2020-12-02")
    #expect(posted.code == 0, "\(posted.errors)")
    #expect(try space.breaks(register: released, asOf: "2020-12-02").isEmpty)
    #expect(
      try space.breaks(register: space.holdings, asOf: "2020-12-02") == ["lock_wrong_shares P002"])
    // The day before, both sides are as they were then.
    #expect(try space.breaks(register: space.holdings, asOf: "2020-12-01").isEmpty)
    #expect(try space.breaks(register: released, asOf: "2020-12-01") == ["lock_missing P002"])
  }

  @Test func `Of a suspended issue everything goes back`() throws {
    let folder = try Workspace.tenAccounts()
    let rows = try folder.text("inputs/payments.csv").split(separator: "\n")
    let kept = rows.filter { !$0.hasPrefix("P001") }
    try folder.write("inputs/payments.csv", kept.joined(separator: "\n") + "\n")
    #expect(try Program.run("settle", folder.path).code == 0)
    var lines = ["reference,account,amount,booked_at"]
    for row in kept.dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      lines.append("\(cells[4]),\(cells[0]),\(cells[2]),\(cells[3])")
      lines.append("refund/\(cells[1])/\(cells[0]),\(cells[0]),-\(cells[2]),2020-05-27")
    }
    for (account, amount) in [("SPONSOR-SUB", "26000.00"), ("STAFF-PLAN", "25120.00")] {
      lines.append("own-\(account),\(account),\(amount),2020-05-20")
      lines.append(",\(account),-\(amount),2020-05-27")
    }
    try folder.write("bank.csv", lines.joined(separator: "\n") + "\n")
    let bank = folder.url("bank.csv").path
    let found = try Program.run("reconcile", folder.path, "--bank", bank, "--complete", "--json")
    #expect(found.code == 0, "\(found.output)\(found.errors)")
    #expect(found.output.hasPrefix(#"{"breaks":[],"matched":22,"#))
    try folder.write("register.csv", "account,shares,locked,unlock_date\na,1,0,\n")
    let register = try Program.run(
      "reconcile", folder.path, "--register", folder.url("register.csv").path)
    #expect(register.code == 2)
    #expect(register.errors.contains("notRegistered"), "\(register.errors)")
  }
}

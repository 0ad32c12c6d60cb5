import CanonicalJSON
import Foundation
import Testing

/// `--tolerance` and `--payers` from outside: what they match, what is told, what is refused, and what
/// a recorded reconciliation keeps of them.
struct ReconcileRulesTests {
  private typealias Space = ReconcileWorkspace

  @Test func `A tolerance is stated with what it took`() throws {
    let space = try Space()
    var lines = space.payments
    lines[4].amount = "4999.99"
    lines[7].amount = "0.01"
    #expect(try space.breaks(bank: Space.csv(lines)).count == 2)
    let json = try space.json(bank: Space.csv(lines), register: nil, ["--tolerance", "0.01"])
    #expect(json["matched"] == 9)
    #expect(json["rules"]?["tolerance"] == "0.01")
    #expect(json["rules"]?["tolerated"] == "-0.01")
    #expect(json["rules"]?["matched"]?["tolerance"] == 1)
    #expect(json["rules"]?["matched"]?["exact"] == 8)
    #expect(json["breaks"]?.arrayValue?.count == 1)
    let text = try Program.run(
      "reconcile", space.folder.path, "--bank", space.folder.url("bank").path, "--tolerance",
      "0.01")
    #expect(
      text.output.contains("1 of them within the tolerance, bank less ledger -0.01 yuan"),
      "\(text.output)")
  }

  /// The first two online payers leave it to a broker, who pays once.
  private func netPayment(_ space: Space) throws -> (lines: [Space.Line], payers: String) {
    let chosen = [4, 5]
    let sum = chosen.reduce(Decimal(0)) {
      $0 + (Decimal(string: space.payments[$1].amount) ?? 0)
    }
    var lines = space.payments
    for place in chosen.reversed() { lines.remove(at: place) }
    lines.append(Space.Line(reference: "BROKER-1", account: "BROKER", amount: "\(sum)"))
    let accounts = chosen.map { "\(space.payments[$0].account),BROKER\n" }.joined()
    return (lines, "account,payer\nNOBODY,BROKER\n" + accounts)
  }

  @Test func `A broker pays for its clients`() throws {
    let space = try Space()
    var (lines, payers) = try netPayment(space)
    try space.folder.write("payers.csv", payers)
    let options = ["--payers", space.folder.url("payers.csv").path]
    #expect(try space.breaks(bank: Space.csv(lines)).count == 3)
    let json = try space.json(bank: Space.csv(lines), register: nil, options)
    #expect(json["matched"] == 10 && json["breaks"] == [])
    #expect(json["rules"]?["matched"]?["payer"] == 2)
    #expect(json["rules"]?["payers"]?.objectValue?.keys.count == 3)
    #expect(json["rules"]?["unknown_accounts"] == ["NOBODY"])
    lines[lines.count - 1].amount += "1"
    let off = try space.json(bank: Space.csv(lines), register: nil, options)
    #expect(off["breaks"]?.arrayValue?.map { $0["key"] } == ["BROKER-1"])
    #expect(off["breaks"]?.arrayValue?.first?["kind"] == "amount_differs")
  }

  @Test func `The rules are kept with the record, and verify compares by them`() throws {
    let space = try Space()
    var (lines, payers) = try netPayment(space)
    lines[0].amount = "\((Decimal(string: lines[0].amount) ?? 0) + 1)"
    try space.folder.write("bank.csv", Space.csv(lines))
    try space.folder.write("payers.csv", payers)
    let call = [
      "reconcile", space.folder.path, "--as-of", "2020-06-02", "--json", "--record",
    ]
    let files = [
      "--bank", space.folder.url("bank.csv").path, "--payers",
      space.folder.url("payers.csv").path, "--tolerance", "1.00",
    ]
    let first = try Program.run(Program.path, call + files)
    #expect(first.code == 0, "\(first.output)\(first.errors)")
    // Nothing is given, nothing is new: the same rules.
    let again = try Program.run(Program.path, call)
    #expect(again.code == 0 && again.output.contains(#""tolerance":"1.00""#), "\(again.output)")
    #expect(!again.output.contains("recorded"))
    // Another tolerance is another comparison.
    let strict = try Program.run(Program.path, call + ["--tolerance", "0.99"])
    #expect(strict.code == 1 && strict.output.contains("amount_differs"), "\(strict.output)")
    #expect(strict.output.contains("reconciliation-2"))
    let verified = try Program.run("verify", space.folder.path)
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
  }

  @Test(arguments: ["-1", "0.001", "x", "1,000", "1."])
  func `A malformed tolerance is refused`(text: String) throws {
    let folder = try Workspace.tenAccounts()
    let found = try Program.run(
      "reconcile", folder.path, "--bank", "bank.csv", "--tolerance=\(text)")
    #expect(found.code == 2 && found.output.isEmpty)
    #expect(found.errors.contains("malformedTolerance: found \"\(text)\""), "\(found.errors)")
  }

  @Test(arguments: [
    ("A1,P\nA1,Q\n", "payers.csv:3:1: duplicateAccount"),
    ("A1,A1\n", "payers.csv:2:1: payerOfItself"),
    ("A9,P\nA1,A2\nA2,A1\n", "payers.csv:3:1: payerOfItself"),
    ("A1,\n", "payers.csv:2:4: malformedName"), ("A1\n", "payers.csv:2:1: wrongFieldCount"),
  ])
  func `Malformed payers are refused at their place`(rows: String, fault: String) throws {
    let space = try Space()
    try space.folder.write("bank.csv", Space.csv(space.payments))
    try space.folder.write("payers.csv", "account,payer\n" + rows)
    let found = try Program.run(
      "reconcile", space.folder.path, "--bank", space.folder.url("bank.csv").path, "--payers",
      space.folder.url("payers.csv").path)
    #expect(found.code == 2 && found.output.isEmpty)
    #expect(found.errors.contains(fault), "\(found.errors)")
  }
}

import Foundation
import Testing

/// What `ipo reconcile` refuses, and how it tells where.
struct ReconcileRefusalTests {
  @Test func `Faults of both files are told at once with their places`() throws {
    let space = try ReconcileWorkspace()
    let folder = space.folder
    try folder.write("bank.csv", "reference,account,amount,booked_at\nr,a,1.001,2020-05-25\n")
    try folder.write("register.csv", "account,shares,locked,unlock_date\na,1,0,\nb,x,0,\n")
    let found = try Program.run(
      "reconcile", folder.path, "--bank", folder.url("bank.csv").path, "--register",
      folder.url("register.csv").path, "--json")
    #expect(found.code == 2 && found.output.isEmpty)
    #expect(found.errors.contains("bank.csv:2:5: malformedAmount"), "\(found.errors)")
    #expect(found.errors.contains("register.csv:3:3: malformedShares"), "\(found.errors)")
  }

  @Test func `Malformed XML is refused at its place`() throws {
    let space = try ReconcileWorkspace()
    let folder = space.folder
    let message = ReconcileWorkspace.camt(space.payments)
    for (text, place) in [
      (message.replacingOccurrences(of: "</Stmt>", with: "</Statement>"), ":16:1: malformedXML"),
      (
        message.replacingOccurrences(of: "camt.053.001.08", with: "camt.054.001.08"),
        ":2:1: unknownNamespace"
      ),
      (message.replacingOccurrences(of: "12560", with: "12,560"), ":11:7: malformedAmount"),
      (String(message.prefix(700)), "malformedXML"),
    ] {
      try folder.write("bank.xml", text)
      let found = try Program.run(
        "reconcile", folder.path, "--bank", folder.url("bank.xml").path)
      #expect(found.code == 2 && found.output.isEmpty)
      #expect(found.errors.contains(place), "\(found.errors)")
    }
  }

  @Test func `A call that can compare nothing is refused`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.write("bank.csv", "reference,account,amount,booked_at\nr,a,1,2020-05-25\n")
    let bank = folder.url("bank.csv").path
    for (arguments, rule) in [
      ([], "missingFile"), (["--bank", bank], "missingFile"),
      (["--bank", folder.url("no").path], "missingFile"),
      (["--bank", bank, "--as-of", "2020-02-30"], "malformedDay"),
    ] {
      let found = try Program.run(Program.path, ["reconcile", folder.path] + arguments)
      #expect(found.code == 2 && found.output.isEmpty)
      #expect(found.errors.contains(rule), "\(found.errors)")
    }
    try folder.remove("inputs/payments.csv")
    #expect(try Program.run("settle", folder.path).code == 0)
    let none = try Program.run("reconcile", folder.path, "--record")
    #expect(none.code == 2)
    #expect(none.errors.contains("nothingToCompare"), "\(none.errors)")
    #expect(try Program.run("reconcile", folder.path).code == 0)
    let early = try Program.run("reconcile", folder.path, "--bank", bank)
    #expect(early.code == 2)
    #expect(early.errors.contains("notPaid"), "\(early.errors)")
  }

  @Test func `Payers alone are read where they lie`() throws {
    let space = try ReconcileWorkspace()
    let folder = space.folder
    try folder.write("payers.csv", "account,payer\nA000000004,BROKER\n")
    let call = ["reconcile", folder.path, "--payers", folder.url("payers.csv").path]
    let empty = try Program.run(Program.path, call)
    #expect(empty.code == 0, "\(empty.errors)")
    // Beside what is on record they count.
    var lines = space.payments
    let place = try #require(lines.firstIndex { $0.account == "A000000004" })
    lines[place].account = "BROKER"
    try folder.write("bank.csv", ReconcileWorkspace.csv(lines))
    #expect(
      try Program.run(
        "reconcile", folder.path, "--bank", folder.url("bank.csv").path, "--record"
      ).code == 1)
    #expect(try Program.run("reconcile", folder.path).code == 1)
    let paid = try Program.run(Program.path, call)
    #expect(paid.code == 0, "\(paid.output)\(paid.errors)")
    try folder.write("payers.csv", "account,payer\nA:4,BROKER\n")
    let refused = try Program.run(Program.path, call)
    #expect(refused.code == 2)
    #expect(refused.errors.contains("payers.csv:2:1: malformedName"), "\(refused.errors)")
  }

  @Test func `A ledger that cannot be trusted is compared with nothing`() throws {
    let space = try ReconcileWorkspace()
    let folder = space.folder
    try folder.write("bank.csv", ReconcileWorkspace.csv(space.payments))
    let bank = folder.url("bank.csv").path
    let payments = try folder.data("inputs/payments.csv")
    try folder.replace("12560.00", with: "12560.01", in: "inputs/payments.csv")
    let changed = try Program.run("reconcile", folder.path, "--bank", bank)
    #expect(changed.code == 1 && changed.output.isEmpty)
    #expect(changed.errors.contains("sealedInputChanged: inputs/payments.csv"))
    try folder.write("inputs/payments.csv", payments)
    try folder.replace("-13000.00", with: "-13000.01", in: "journal.jsonl")
    let forged = try Program.run("reconcile", folder.path, "--bank", bank)
    #expect(forged.code == 1 && forged.output.isEmpty)
    #expect(forged.errors.contains("journalUnsound"), "\(forged.errors)")
  }

  /// The keeper books a payment for another account all through his journal, and signs it anew.
  @Test func `A sound journal that books other payments than it sealed is found`() throws {
    let space = try ReconcileWorkspace()
    let folder = space.folder
    try folder.write("bank.csv", ReconcileWorkspace.csv(space.payments))
    let lines = try folder.text("journal.jsonl").split(separator: "\n").map {
      String($0).replacing("online:A000000004", with: "online:A000000002")
        .replacing("investor:A000000004", with: "investor:A000000002")
    }
    try ForgedJournal.write(lines, to: folder)
    let found = try Program.run(
      "reconcile", folder.path, "--bank", folder.url("bank.csv").path)
    #expect(found.code == 1 && found.output.isEmpty)
    #expect(
      found.errors.contains(
        "paymentsDiffer: entry 23 books 12560.00 of A000000002, inputs/payments.csv has 12560.00 of "
          + "A000000004"), "\(found.errors)")
  }
}

import Audit
import CanonicalJSON
import Foundation
import Issuance
import Offerings
import Quantities
import Reports
import Testing

/// Control totals: all hold on sound offerings, and each is broken by one fen or one share, alone with
/// those that it has to do with.
struct ControlTotalsTests {
  @Test(arguments: ControlCase.all)
  func `A forged entry breaks what it touches and nothing else`(_ forged: ControlCase) throws {
    let space = try ControlSpace()
    try space.forge(forged.entry, forged.texts)
    #expect(try space.broken() == forged.broken)
  }

  /// A row of a file, changed after it was sealed.
  static let files: [(file: String, old: String, new: String, broken: [String])] = [
    (
      "payments", "P001,offline,156522.72", "P001,offline,156522.73",
      ["paymentsBooked offline", "refundsDecided offline"]
    ),
    (
      "payments", "A000000777,online,12560.00", "A000000777,online,12559.99",
      ["paymentsBooked online", "refundsDecided online"]
    ),
    // In time to the second, or late.
    (
      "payments", "2020-05-25T16:00:00+08:00,B-0004", "2020-05-25T16:00:01+08:00,B-0004",
      [
        "abandoned offline", "debtForgiven offline", "refundsDecided offline", "holdersCounted",
        "positionsAsOwed",
      ]
    ),
    (
      "strategic", "STAFF-PLAN,employees,1000,25245.60", "STAFF-PLAN,employees,1000,25245.61",
      ["paymentsBooked strategic", "refundsDecided strategic"]
    ),
    ("strategic", "26000.00,24", "26000.00,36", ["positionsAsOwed"]),
    ("holders", "15000,,other", "15000,2021-06-03,other", ["positionsAsOwed"]),
    ("bids", "P005,C,24.00,100000", "P005,C,24.00,100100", []),
    ("applications", "A000000002,500", "A000000011,500", ["listRoot"]),
    (
      "applications", "A000000006,500\n", "A000000006,500\nA000000012,500\n",
      [
        "onlineDemand", "rowsFrozen", "sharesFrozen", "numbersFrozen", "listRoot",
        "withinApplication online", "accountsAsDecided online", "abandoned online",
        // The draw has other winners then, and other accounts paid.
        "refundsDecided online", "holdersCounted", "positionsAsOwed",
      ]
    ),
  ]

  @Test(arguments: files)
  func `A changed file breaks its digest and what its rows say`(
    file: String, old: String, new: String, broken: [String]
  ) throws {
    let space = try ControlSpace()
    try space.folder.replace(old, with: new, in: "inputs/\(file).csv")
    let found = try space.broken()
    #expect(found == ["sealedFile inputs/\(file).csv"] + broken, "\(found)")
  }

  @Test func `Every control of the sample holds, and every one can be broken`() throws {
    let space = try ControlSpace()
    let totals = try space.totals()
    #expect(totals.broken.isEmpty, "\(totals.broken)")
    let rules = totals.controls.map(\.rule)
    #expect(Set(rules).count == rules.count, "each rule once")
    var breakable = Set(ControlCase.all.flatMap(\.broken))
    for file in Self.files {
      breakable.formUnion(file.broken + ["sealedFile inputs/\(file.file).csv"])
    }
    // The passage itself refuses rows that do not sum to the terms.
    #expect(
      Set(rules).subtracting(breakable) == ["preIPOByTerms"], "\(Set(rules).subtracting(breakable))"
    )
    let added = try space.totals { inputs in
      guard let holders = inputs.holders, let name = AccountName("LATE") else { return }
      let late = Holder(account: name, shares: Shares(1), lockedUntil: nil, reason: "other")
      inputs.holders = Sealed(file: holders.file, value: holders.value + [late])
    }
    #expect(
      added.broken.map(\.rule) == [
        "registered", "preIPOByTerms", "lockedAsOwed", "holdersCounted", "lockedAndFree",
      ])
    #expect(added.broken.first?.leftOver == -1)
  }

  @Test func `A file that is gone is a control that does not hold`() throws {
    let space = try ControlSpace()
    let broken = try space.totals { $0.payments = nil }.broken
    #expect(
      broken.map(\.rule) == [
        "sealedFile inputs/payments.csv", "paymentRows offline", "paymentsBooked offline",
        "paymentRows online", "paymentsBooked online",
      ])
    #expect(
      broken[0].right.map(\.source) == [.file("inputs/payments.csv", sha256: nil)])
  }

  @Test func `Figures name where they come from`() throws {
    let totals = try ControlSpace().totals()
    for control in totals.controls {
      #expect(!control.left.isEmpty && !control.right.isEmpty, "\(control.rule)")
      for figure in control.left + control.right {
        #expect(!figure.name.isEmpty)
        if case .entries(let numbers) = figure.source {
          #expect(!numbers.isEmpty || figure.value == 0, "\(control.rule)")
        }
      }
      // Never one figure held against itself.
      #expect(control.left != control.right, "\(control.rule)")
    }
    let paid = try #require(totals.controls.first { $0.rule == "paidDivides online" })
    #expect(paid.left.map(\.canonical) == ["68240.00"])
    // 1,699 kept shares at 25.12, nothing on top, and what went back.
    #expect(paid.right.map(\.canonical) == ["42678.88", "0.00", "25561.12"])
  }

  @Test func `An offering under way is held against what it has reached`() throws {
    let folder = try Workspace.tenAccounts()
    let payments = try folder.text("inputs/payments.csv")
    try folder.remove("inputs/payments.csv")
    try #require(try Program.run("settle", folder.path).code == 0)
    let open = try ControlSpace(folder).totals()
    #expect(open.broken.isEmpty, "\(open.broken)")
    let rules = open.controls.map(\.rule)
    #expect(rules.contains("duesPriced online") && !rules.contains("paymentsBooked online"))
    #expect(!rules.contains { $0.hasPrefix("cleared") })
    try folder.write("inputs/payments.csv", payments)
    try #require(try Program.run("settle", folder.path).code == 0)
    #expect(try ControlSpace(folder).broken().isEmpty)
  }

  @Test func `A strategic investor's row in payments.csv counts too`() throws {
    let folder = try Workspace.tenAccounts()
    let rows = try folder.text("inputs/payments.csv")
    try folder.write(
      "inputs/payments.csv", rows + "STAFF-PLAN,strategic,7.50,2020-05-25T10:00:00+08:00,S-1\n")
    try #require(try Program.run("settle", folder.path).code == 0)
    let totals = try ControlSpace(folder).totals()
    #expect(totals.broken.isEmpty, "\(totals.broken)")
    let paid = try #require(totals.controls.first { $0.rule == "paymentsBooked strategic" })
    #expect(paid.left.map(\.canonical) == ["51120.00", "7.50"])
    // A row that the journal does not book breaks what counts it.
    try folder.replace("strategic,7.50", with: "strategic,7.51", in: "inputs/payments.csv")
    #expect(try ControlSpace(folder).broken().contains("paymentsBooked strategic"))
  }

  @Test func `A suspended issue gives everything back`() throws {
    let folder = try Workspace.tenAccounts()
    let rows = try folder.text("inputs/payments.csv").split(separator: "\n")
    let kept = rows.filter { !$0.hasPrefix("P001") }
    try folder.write("inputs/payments.csv", kept.joined(separator: "\n") + "\n")
    try #require(try Program.run("settle", folder.path).code == 0)
    let space = ControlSpace(folder)
    let totals = try space.totals()
    #expect(totals.broken.isEmpty, "\(totals.broken)")
    let rules = totals.controls.map(\.rule)
    for rule in [
      "allReturned strategic", "allReturned offline", "allReturned online", "issueReturned",
      "cleared issuer shares", "accountsClear investor",
    ] {
      #expect(rules.contains(rule), "\(rule)")
    }
    try space.forge(
      "suspension/online/void/1",
      [
        (
          #""account":"escrow:online","amount":"-68240.00""#,
          #""account":"escrow:online","amount":"-68239.99""#
        )
      ])
    #expect(
      try space.broken() == [
        "allReturned online", "cleared escrow CNY", "accountsClear escrow", "balanced CNY",
      ])
  }

  @Test func `The report tells the broken ones figure by figure`() throws {
    let space = try ControlSpace()
    let sound = ControlReport(try space.totals().controls)
    #expect(sound.text.contains("controls hold") && !sound.text.contains("BROKEN"))
    try space.forge(
      "listing/decision", [(#""free":"13850""#, #""free":"13849""#)])
    let report = ControlReport(try space.totals().controls)
    #expect(report.text.contains("listingFree: the free float at listing"), "\(report.text)")
    #expect(report.text.contains("entries 42"), "\(report.text)")
    let found = try #require(
      report.json.arrayValue?.first { $0["rule"] == "listingFree" })
    #expect(found["holds"] == false && found["left_over"] == "-1")
    #expect(
      found["left"] == [
        ["name": "free at listing", "value": "13849", "source": ["entries": "42"]]
      ])
  }
}

/// The same at full size; skipped with the other real offerings.
struct RealOfferingControlTests {
  @Test func `Every control of a generated real offering holds`() throws {
    let workspace = try Workspace()
    let folder = workspace.url("full").path
    let ledger = Program.package.appendingPathComponent("Ledgers/moore-threads-688795").path
    let made = try Program.run("generate", "--like", ledger, "--out", folder)
    try #require(made.code == 0, "\(made.errors)")
    let settled = try Program.run("settle", folder)
    try #require(settled.code == 0, "\(settled.errors)")
    let totals = try ControlSpace(workspace).totals(in: folder)
    #expect(totals.broken.isEmpty, "\(totals.broken)")
    #expect(totals.controls.count > 60)
    // As announced: 29,302 shares given up, for 3,348,632.56 yuan.
    let takeUp = try #require(totals.controls.first { $0.rule == "takeUpPaid" })
    #expect(takeUp.left.map(\.canonical) == ["3348632.56"])
  }
}

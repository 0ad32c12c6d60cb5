import CanonicalJSON
import Foundation
import Testing

/// The main job from outside: steps, repetition, crashes, and facts that come one by one.
struct SettleTests {
  @Test func `The ten-account offering reaches its listing and verifies`() throws {
    let folder = try Workspace.tenAccounts()
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(settled.output.contains("free float            13,850 shares"))
    #expect(settled.output.contains("instructed; the depository has not confirmed"))
    let verified = try Program.run("verify", folder.path)
    #expect(verified.code == 0, "\(verified.output)")
    #expect(verified.output.contains("sound: everything agrees"))
  }

  @Test func `A second run changes nothing`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    let checkpoint = try folder.data("checkpoint")
    for epoch in [Program.epoch, nil] {
      let again = try Program.run("settle", folder.path, epoch: epoch)
      #expect(again.code == 0)
      #expect(again.output.contains("nothing to add"))
      #expect(try folder.data("journal.jsonl") == journal)
      #expect(try folder.data("checkpoint") == checkpoint)
    }
  }

  @Test func `Facts that come one by one give the same bytes as all at once`() throws {
    let whole = try Workspace.tenAccounts()
    #expect(try Program.run("settle", whole.path).code == 0)
    let folder = try Workspace.tenAccounts()
    var kept: [String: Data] = [:]
    let files = ["strategic", "bids", "applications", "payments", "holders"]
    for file in files {
      kept[file] = try folder.data("inputs/\(file).csv")
      try folder.remove("inputs/\(file).csv")
    }
    try folder.replace("  strategic_final: 2000\n", with: "", in: "offering.yaml")
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    try folder.replace("facts:\n", with: "", in: "offering.yaml")
    func settle(_ arguments: String...) throws -> String {
      let result = try Program.run(Program.path, ["settle", folder.path] + arguments)
      #expect(result.code == 0, "\(result.errors)")
      return result.output
    }
    #expect(try settle().contains("facts.strategic_final"))
    #expect(try settle("--fact", "strategic_final=2000").contains("inputs/strategic.csv"))
    let waits = [
      "strategic": "facts.online (accounts, shares)", "applications": "facts.offline.shares",
      "bids": "inputs/payments.csv", "payments": "facts.listing_day",
    ]
    for file in ["strategic", "applications", "bids", "payments"] {
      try folder.write("inputs/\(file).csv", kept[file] ?? Data())
      // A fact of the call counts once the journal has sealed it.
      let output = try settle("--fact", "strategic_final=2000")
      #expect(output.contains(waits[file] ?? ""), "after \(file): \(output)")
    }
    try folder.write("inputs/holders.csv", kept["holders"] ?? Data())
    #expect(try settle("--fact", "listing_day=2020-06-02").contains("listed"))
    #expect(try folder.data("journal.jsonl") == whole.data("journal.jsonl"))
  }

  @Test func `A sealed fact and a sealed file cannot change`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let contradicted = try Program.run("settle", folder.path, "--fact", "listing_day=2020-06-03")
    #expect(contradicted.code == 2)
    #expect(contradicted.errors.contains("factContradicted"))
    try folder.replace("12560.00", with: "12560.01", in: "inputs/payments.csv")
    let changed = try Program.run("settle", folder.path)
    #expect(changed.code == 1)
    #expect(changed.errors.contains("sealedInputChanged: inputs/payments.csv"))
  }

  @Test func `Terms that changed after the opening are refused`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.replace("LEAD-UNDERWRITER", with: "OTHER-BANK", in: "offering.yaml")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 1)
    #expect(result.errors.contains("termsChanged: terms.underwriter is sealed"), "\(result.errors)")
  }

  @Test func `Confirmations turn instructed into confirmed`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let digest = String(repeating: "ab", count: 32)
    let result = try Program.run(
      "settle", folder.path, "--fact", "confirmations.registration=\(digest)")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("by the depository"))
    #expect(!result.output.contains("facts.confirmations.registration"))
    #expect(try Program.run("verify", folder.path).code == 0)
    #expect(try Program.run("settle", folder.path).output.contains("nothing to add"))
  }

  @Test func `Too little paid suspends the issue, and everything is undone`() throws {
    let folder = try Workspace.tenAccounts()
    let lines = try folder.text("inputs/payments.csv").split(separator: "\n")
    let kept = lines.filter { !$0.hasPrefix("P001") }
    try folder.write("inputs/payments.csv", kept.joined(separator: "\n") + "\n")
    let result = try Program.run("settle", folder.path, "--json")
    #expect(result.code == 0, "\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["state"]?.stringValue == "suspended")
    #expect(json["figures"]?["take_up"] == nil, "nothing was taken up")
    let refunds = try folder.text("out/refunds.csv")
    #expect(refunds.contains("strategic,SPONSOR-SUB,26000.00,suspended,"))
    #expect(refunds.contains("online,A000000009,5000.00,suspended,"))
    #expect(refunds.contains("online,A000000777,12560.00,unidentified,W-0006"))
    #expect(
      try folder.text("out/allotments.csv").contains(
        "SPONSOR-SUB,1000,25120.00,26000.00,0.00,0,0,26000.00"))
    let balance = try folder.text("out/trial-balance.txt")
    #expect(!balance.contains("investor"), "every account is back at zero: \(balance)")
    #expect(!balance.contains("escrow"))
    #expect(!balance.contains("allotted"))
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Exactly 70 percent goes on, one share less suspends`() throws {
    // Offered 18,500; 70% is 12,950. Offline kept 12,400 without P004; online decides the rest.
    for (amount, state) in [("7536.00", "open"), ("7535.99", "suspended")] {
      let folder = try Workspace.tenAccounts()
      try folder.replace("online: 3000", with: "online: 5000", in: "offering.yaml")
      try folder.replace("offline: 15000", with: "offline: 13000", in: "offering.yaml")
      try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
      // Everybody online gets 500; offline is 13,500: P001 5,400, P002 4,050, P003 2,700, P004 1,350.
      let rows = [
        "account,tranche,amount,paid_at,reference",
        "P001,offline,135648.00,2020-05-25,1", "P002,offline,101736.00,2020-05-25,2",
        "P003,offline,67824.00,2020-05-25,3",
        // 12,150 are paid offline; 800 of the 5,000 online make 12,950 of 18,500.
        "A000000009,online,12560.00,2020-05-25,4", "A000000004,online,\(amount),2020-05-25,5",
      ]
      try folder.write("inputs/payments.csv", rows.joined(separator: "\n") + "\n")
      let result = try Program.run("settle", folder.path, "--json")
      #expect(result.code == 0, "\(result.errors)")
      let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
      let suspended = json["state"]?.stringValue == "suspended"
      #expect(suspended == (state == "suspended"), "\(amount): \(result.output)")
    }
  }

  @Test func `A crash leaves an open tail, which is cut and told`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    let checkpoint = try folder.data("checkpoint")
    // A journal in which the last operation was begun and torn in the middle of a line.
    let partial = try Workspace.tenAccounts()
    try partial.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", partial.path).code == 0)
    let closed = try partial.data("journal.jsonl").count
    try partial.write("journal.jsonl", journal.prefix(closed + 700))
    let found = try Program.run("verify", partial.path)
    #expect(found.code == 1)
    #expect(found.output.contains("entriesPastCheckpoint"))
    let resumed = try Program.run("settle", partial.path, "--fact", "listing_day=2020-06-02")
    #expect(resumed.code == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("a crash left open were cut"))
    #expect(try partial.data("journal.jsonl") == journal)
    #expect(try partial.data("checkpoint") == checkpoint)
  }

  @Test func `Operations closed but not yet signed are kept and signed`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path).code == 0)
    let earlier = try folder.data("checkpoint")
    #expect(
      try Program.run("settle", folder.path, "--fact", "listing_day=2020-06-02").code == 0)
    let later = try folder.data("checkpoint")
    try folder.write("checkpoint", earlier)
    #expect(try Program.run("settle", folder.path).code == 0)
    #expect(try folder.data("checkpoint") == later)
  }

  @Test func `A journal below its checkpoint is never repaired`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    let cut = lines.dropLast().joined(separator: "\n") + "\n"
    try folder.write("journal.jsonl", cut)
    let settled = try Program.run("settle", folder.path)
    #expect(settled.code == 1)
    #expect(settled.errors.contains("journalShorterThanCheckpoint"))
    #expect(try folder.text("journal.jsonl") == cut)
    let verified = try Program.run("verify", folder.path)
    #expect(verified.code == 1)
    #expect(verified.output.contains("journalShorterThanCheckpoint"))
  }

  @Test func `A second settle at the same time is refused`() throws {
    let folder = try Workspace.tenAccounts()
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("folderBusy"))
    #expect(!folder.exists("journal.jsonl"))
  }

  @Test func `Another signer cannot go on with a journal`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path).code == 0)
    try folder.write(
      "key", "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n")
    let journal = try folder.data("journal.jsonl")
    let result = try Program.run(
      "settle", folder.path, "--key", folder.url("key").path, "--fact", "listing_day=2020-06-02")
    #expect(result.code == 2)
    #expect(result.errors.contains("signerDiffers"))
    #expect(try folder.data("journal.jsonl") == journal)
  }

  @Test func `First runs at the same time agree on one signing key`() async throws {
    let configuration = try Workspace()
    let names = try await withThrowingTaskGroup(of: Substring.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let folder = try Workspace.tenAccounts()
          let result = try Program.run(
            "/usr/bin/env",
            ["XDG_CONFIG_HOME=\(configuration.path)", Program.path, "settle", folder.path])
          #expect(result.code == 0, "\(result.errors)")
          return try folder.text("checkpoint").prefix { $0 != "\n" }
        }
      }
      return try await group.reduce(into: Set<Substring>()) { $0.insert($1) }
    }
    #expect(names.count == 1)
  }

  @Test func `A fixed clock cannot continue a journal of the real clock`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.replace("  listing_day: 2020-06-02\n", with: "", in: "offering.yaml")
    #expect(try Program.run("settle", folder.path, epoch: nil).code == 0)
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("fixedClockInRealJournal"))
  }

  @Test func `The user's own rulebook file replaces a shipped one`() throws {
    let folder = try Workspace.tenAccounts()
    let shipped = Program.package.appendingPathComponent("Specs/Rulebooks/cn-star-2019.yaml")
    let text = try String(contentsOf: shipped, encoding: .utf8)
    // A lot of 250: the cap of one lot is 250 then, so every application is over it.
    try folder.write(
      "own.yaml",
      text.replacingOccurrences(
        of: "value: 500\n    sure: seen", with: "value: 250\n    sure: seen"))
    try folder.replace("rulebook: cn-star-2019", with: "rulebook: own.yaml", in: "offering.yaml")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("accountOverCap: found \"500\", expected at most 250 shares"))
  }
}

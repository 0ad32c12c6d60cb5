import Foundation
import Offerings
import Testing

/// What a desk does to a program on a bad day.
struct RobustnessTests {
  @Test func `Integers beyond 53 bits are text in JSON`() throws {
    let seed = String(repeating: "1", count: 64)
    let drawn = try Program.run(
      "lottery", "draw", "--method", "ranked", "--first", "9007199254740990", "--count", "10",
      "--winners", "10", "--seed", seed, "--json")
    #expect(drawn.code == 0, "\(drawn.errors)")
    #expect(drawn.output.contains("9007199254740990"))
    #expect(drawn.output.contains(#""9007199254740992""#))
    let counted = try Program.run(
      "lottery", "count", "--first", "1", "--count", "9223372036854775806", "--tails", "1:5",
      "--json")
    #expect(counted.output == "{\"winners\":\"922337203685477581\"}\n", "\(counted.errors)")
  }

  @Test func `Output that cannot be written is a failure of the system`() throws {
    let folder = try Workspace.tenAccounts()
    for command in ["settle \(folder.path) --json", "verify \(folder.path)", "rulebook list"] {
      let result = try Program.run("/bin/sh", ["-c", "\(Program.path) \(command) > /dev/full"])
      #expect(result.code == 3, "\(command): \(result.errors)")
    }
    #expect(folder.exists("out/register.csv"), "the settlement itself was finished")
  }

  @Test func `A reader who leaves does not stop a settlement`() throws {
    let folder = try Workspace.tenAccounts()
    let result = try Program.run(
      "/bin/sh", ["-c", "\(Program.path) settle \(folder.path) | head -1 > /dev/null"])
    #expect(result.code == 0)
    #expect(folder.exists("out/register.csv"))
    #expect(try Program.run("verify", folder.path).code == 0)
  }

  @Test func `Terms that cannot be settled are not sealed`() throws {
    for (old, new, error) in [
      ("underwriting: \"50000.00\"", "underwriting: \"514960.00\"", "feesAboveProceeds"),
      ("price: \"25.12\"", "price: \"92233720368547758.07\"", "64 bits"),
      ("subscription_day: 2020-05-21", "subscription_day: 2026-12-25", "calendarEnds"),
      ("audit:", "underwriting-prepaid:", "malformedName"),
      ("name: Ten Accounts", "name: \"Ten\\u001bAccounts\"", "malformedName"),
    ] {
      let folder = try Workspace.tenAccounts()
      try folder.replace(old, with: new, in: "offering.yaml")
      if error == "calendarEnds" {
        try folder.replace("cn-star-2019", with: "cn-star-2023", in: "offering.yaml")
      }
      try folder.remove("inputs/payments.csv")
      let result = try Program.run("settle", folder.path)
      #expect(result.code == 2, "\(new)")
      #expect(result.errors.contains(error), "\(result.errors)")
      #expect(!folder.exists("journal.jsonl"))
    }
  }

  @Test func `A payment row that stands twice is told before anything is refunded`() throws {
    let folder = try Workspace.tenAccounts()
    let row = "A000000004,online,12560.00,2020-05-25T23:59:59+08:00,W-0002\n"
    try folder.replace(row, with: row + row, in: "inputs/payments.csv")
    let result = try Program.run("settle", folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("repeated              1 case, 12,560.00 yuan"))
    #expect(
      try folder.text("out/exceptions.csv").contains("repeated,online,A000000004,12560.00,W-0002"))
  }

  @Test func `Pipes and bottomless documents end at once`() throws {
    let piped = try Workspace.tenAccounts()
    try piped.remove("inputs/bids.csv")
    #expect(mkfifo(piped.url("inputs/bids.csv").path, 0o644) == 0)
    #expect(try Program.run("settle", piped.path).code == 3)
    let bomb = try Workspace.tenAccounts()
    var text = try bomb.text("offering.yaml") + "sources:\n  - &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      text += "  - &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    try bomb.write("offering.yaml", text)
    let result = try Program.run("settle", bomb.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("documentTooLarge"))
  }

  @Test func `A rulebook that contradicts itself is refused`() throws {
    let shipped = Program.package.appendingPathComponent("Specs/Rulebooks/cn-star-2019.yaml")
    let text = try String(contentsOf: shipped, encoding: .utf8)
    for (old, new, error) in [
      ("{label: 100+, above: 100,", "{label: 100+, above: 60,", "bandsDoNotMeet"),
      ("value: \"T+2 16:00\"", "value: \"T+9 16:00\"", "deadlineTooLate"),
      ("value: \"0.01\"", "value: \"0\"", "price.tick"),
    ] {
      let folder = try Workspace.tenAccounts()
      try folder.write("own.yaml", text.replacingOccurrences(of: old, with: new))
      try folder.replace("cn-star-2019", with: "own.yaml", in: "offering.yaml")
      let result = try Program.run("settle", folder.path)
      #expect(result.code == 2)
      #expect(result.errors.contains(error), "\(result.errors)")
    }
  }

  @Test func `What the system does not let us read is no finding about the data`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    // A folder in the file's place cannot be read by anybody, root included.
    try folder.remove("inputs/bids.csv")
    try folder.write("inputs/bids.csv/inside", "")
    #expect(try Program.run("verify", folder.path).code == 3)
  }

  /// Whatever call of the system fails for want of descriptors: the folder stays one that goes on.
  @Test func `A run that cannot open one more file loses nothing`() throws {
    for limit in 4...14 {
      let offering = try SealedOffering(["issuer"])
      #expect(try offering.lottery("freeze").code == 0)
      let fact = "reveals.issuer=\(SealedOffering.secret(of: "issuer").hex)"
      let command =
        "ulimit -n \(limit); exec '\(Program.path)' settle '\(offering.path)' --fact \(fact)"
      _ = try Program.run("/bin/sh", ["-c", command])
      let after = try Program.run("settle", offering.path, "--fact", fact)
      #expect(after.code == 0, "with \(limit) descriptors: \(after.errors)")
      #expect(try Program.run("verify", offering.path).code == 0)
    }
  }
}

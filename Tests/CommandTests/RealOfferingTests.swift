import CanonicalJSON
import Foundation
import Testing

/// Real offerings at full size: generated, settled, verified, and their published figures met.
@Suite(.serialized)
struct RealOfferingTests {
  struct Deal: Sendable, CustomTestStringConvertible {
    let folder: String
    let figures: [String: String]

    var testDescription: String { folder }
  }

  static let deals: [Deal] = [
    Deal(
      folder: "dema-688360",
      figures: [
        "multiple": "3495.27", "clawback": "2035000", "winners": "16276",
        "online_final": "8138000", "offline_locked": "873659", "free_float": "19474533",
        "gross": "538049048.00", "net": "460936145.83",
      ]),
    Deal(
      folder: "moore-threads-688795",
      figures: [
        "numbers": "92433294", "clawback": "5600000", "online_paid": "16770698",
        "take_up": "29302", "offline_locked": "26617614", "free_float": "29382386",
        "book_received_accounts": "7787", "book_invalid_accounts": "21",
        "book_removed_accounts": "177", "book_removed_percent": "2.9951",
        "four_numbers_lowest": "120.6815", "effective_accounts": "7555",
        "effective_multiple": "1571.56",
      ]),
    Deal(
      folder: "shaanxi-energy-001286",
      figures: [
        "numbers": "565509995", "clawback": "300000000", "winners": "1050000",
        "online_abandoned": "6376236", "offline_abandoned": "59027", "take_up": "6435263",
        "offline_locked": "22502301", "free_float": "727497699",
      ]),
  ]

  @Test(arguments: deals)
  func `The published figures come out at full size, and the root is the committed one`(
    _ deal: Deal
  ) throws {
    let ledger = Program.package.appendingPathComponent("Ledgers/\(deal.folder)")
    let workspace = try Workspace()
    let folder = workspace.url("full").path
    let made = try Program.run("generate", "--like", ledger.path, "--out", folder)
    #expect(made.code == 0, "\(made.errors)")
    let settled = try Program.run("settle", folder, "--json")
    #expect(settled.code == 0, "\(settled.errors)")
    let json = try JSONParser.parse(Array(settled.output.utf8.dropLast()))
    #expect(json["state"]?.stringValue == "listed")
    for (name, value) in deal.figures {
      #expect(json["figures"]?[name]?.stringValue == value, "\(name)")
    }
    let root = try String(
      contentsOf: ledger.appendingPathComponent("expected-root"), encoding: .utf8)
    #expect(json["root"]?.stringValue == root.trimmingCharacters(in: .newlines))
    if deal.folder == "dema-688360" {
      let space = StatementSpace(settled: folder, in: workspace)
      for breaks in [0, 11, 44] { try space.expectFound(breaks: breaks, seed: "real") }
    }
    let verified = try Program.run("verify", folder)
    #expect(verified.code == 0, "\(verified.output)")
    // The verifier in another language reads millions of rows, but is not made for a million winners.
    guard deal.folder != "shaanxi-energy-001286" else { return }
    let theirs = try Program.run("/usr/bin/env", ["python3", PythonVerifierTests.script, folder])
    #expect(theirs.code == 0, "\(theirs.output)\(theirs.errors)")
  }

  @Test func `The same seed makes the same rows, another seed others that meet the same totals`()
    throws
  {
    let ledger = Program.package.appendingPathComponent("Ledgers/dema-688360").path
    let workspace = try Workspace()
    for (name, seed) in [("a", "one"), ("b", "one"), ("c", "two")] {
      let made = try Program.run(
        "generate", "--like", ledger, "--out", workspace.url(name).path, "--seed", seed)
      #expect(made.code == 0, "\(made.errors)")
    }
    let rows = "inputs/applications.csv"
    #expect(try workspace.data("a/" + rows) == workspace.data("b/" + rows))
    #expect(try workspace.data("a/" + rows) != workspace.data("c/" + rows))
    let settled = try Program.run("settle", workspace.url("c").path)
    #expect(settled.code == 0, "\(settled.errors)")
    #expect(settled.output.contains("13 of 13 reached, all agree"))
    let taken = try Program.run("generate", "--like", ledger, "--out", workspace.url("a").path)
    #expect(taken.code == 2)
  }
}

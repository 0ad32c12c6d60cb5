import CanonicalJSON
import Foundation
import Testing

/// `ipo generate --statements`: clean files reconcile, and planted breaks are found, no more and no
/// less.
struct StatementGenerationTests {
  @Test func `Without planted breaks nothing is objected to`() throws {
    let space = try StatementSpace.tenAccounts()
    try space.expectFound(breaks: 0, seed: "a")
    // Into the folder itself, and again over an earlier run.
    for breaks in ["3", "0"] {
      let made = try Program.run("generate", "--statements", space.folder, "--plant-breaks", breaks)
      #expect(made.code == 0, "\(made.errors)")
    }
    let clean = try Program.run(
      "reconcile", space.folder, "--bank", "\(space.folder)/statements/bank.xml", "--register",
      "\(space.folder)/statements/register.csv", "--complete", "--json")
    #expect(clean.output.hasPrefix(#"{"breaks":[],"matched":35,"#), "\(clean.errors)")
    // The folder's own story is untouched.
    let again = try Program.run("settle", space.folder)
    #expect(again.code == 0 && again.output.contains("nothing to add"), "\(again.errors)")
    #expect(try Program.run("verify", space.folder).code == 0)
  }

  @Test(arguments: 1...15)
  func `Every planted break is found and nothing else`(breaks: Int) throws {
    let space = try StatementSpace.tenAccounts()
    for seed in ["a", "b", "c"] { try space.expectFound(breaks: breaks, seed: seed) }
  }

  @Test func `One of each kind in turn`() throws {
    let space = try StatementSpace.tenAccounts()
    let kinds = [
      "missing_in_ledger", "missing_in_statement", "amount_differs", "duplicate",
      "holding_differs", "lock_missing", "lock_wrong_date", "lock_wrong_shares", "released_early",
      "unknown_account", "closing_balance_differs",
    ]
    let planted = try space.planted(try space.generate(breaks: 13, seed: "x")).breaks
    #expect(
      planted.map { $0.text.split(separator: " ")[0].filter { $0 != "\"" } }
        == kinds + kinds.prefix(2))
    for item in planted {
      let isBank = item.text.contains(/"(missing|amount|duplicate|closing)/)
      #expect(item.files.contains("register.csv") == !isBank)
      #expect(item.files.contains("bank.csv") == (isBank && !item.text.contains("closing")))
      #expect(item.files.contains("bank.xml") == isBank)
      #expect(item.files.contains("bank.sta") == isBank)
    }
  }

  @Test func `The same seed makes the same bytes, another seed others`() throws {
    let space = try StatementSpace.tenAccounts()
    let twin = try StatementSpace.tenAccounts()
    let (one, same) = (
      try space.generate(breaks: 11, seed: "s"), try twin.generate(breaks: 11, seed: "s")
    )
    let other = try space.generate(breaks: 11, seed: "t")
    for name in ["bank.csv", "bank.sta", "bank.xml", "register.csv", "planted.json"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(one)/\(name)"))
      #expect(try bytes == Data(contentsOf: URL(fileURLWithPath: "\(same)/\(name)")))
      #expect(try bytes != Data(contentsOf: URL(fileURLWithPath: "\(other)/\(name)")))
    }
  }

  @Test func `What cannot be planted is refused by name, and nothing is written`() throws {
    let space = try StatementSpace.tenAccounts()
    let out = space.folder + "/elsewhere"
    let found = try Program.run(
      "generate", "--statements", space.folder, "--plant-breaks", "22", "--out", out)
    #expect(found.code == 2 && found.output.isEmpty)
    #expect(found.errors.contains("offeringTooSmall: found no place left for break 1"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func `Nothing else is put in the way of`() throws {
    let space = try StatementSpace.tenAccounts()
    for taken in ["", "/inputs", "/out"] {
      let found = try Program.run(
        "generate", "--statements", space.folder, "--out", space.folder + taken)
      #expect(found.code == 2)
      #expect(found.errors.contains("folderTaken"), "\(found.errors)")
    }
  }

  @Test func `A call that says neither or both is refused`() throws {
    let folder = try Workspace.tenAccounts().path
    for (arguments, rule) in [
      ([], "nothingToGenerate"), (["--like", folder, "--statements", folder], "nothingToGenerate"),
      (["--like", folder], "missingOut"),
      (["--like", folder, "--out", folder + "/n", "--plant-breaks", "1"], "nothingToPlantIn"),
      (["--statements", folder, "--plant-breaks=-1"], "negativeBreaks"),
      (["--statements", folder, "--seed", "\""], "missingFile"),
    ] {
      let found = try Program.run(Program.path, ["generate"] + arguments)
      #expect(found.code == 2 && found.output.isEmpty)
      #expect(found.errors.contains(rule), "\(found.errors)")
    }
    let space = try StatementSpace.tenAccounts()
    let seed = try Program.run("generate", "--statements", space.folder, "--seed", "\"")
    #expect(seed.code == 2 && seed.errors.contains("malformedSeedText"), "\(seed.errors)")
  }

  @Test func `An offering that is not registered has no list yet`() throws {
    let folder = try Workspace.tenAccounts()
    try folder.remove("inputs/payments.csv")
    #expect(try Program.run("settle", folder.path).code == 0)
    let found = try Program.run("generate", "--statements", folder.path)
    #expect(found.code == 2 && found.errors.contains("notPaid"), "\(found.errors)")
  }
}

import CanonicalJSON
import Foundation
import Testing

/// A settled offering and the statements that `ipo generate --statements` made of it.
struct StatementSpace {
  let folder: String
  private let space: Workspace

  /// A copy of the ten-account offering, settled.
  static func tenAccounts() throws -> StatementSpace {
    let space = try Workspace.tenAccounts()
    let settled = try Program.run("settle", space.path)
    try #require(settled.code == 0, "\(settled.errors)")
    return StatementSpace(settled: space.path, in: space)
  }

  /// A folder that is settled already.
  init(settled folder: String, in space: Workspace) {
    self.folder = folder
    self.space = space
  }

  /// Generates into a folder of its own and gives its path.
  func generate(breaks: Int, seed: String) throws -> String {
    let out = space.url("statements-\(breaks)-\(seed)").path
    let made = try Program.run(
      "generate", "--statements", folder, "--plant-breaks", "\(breaks)", "--seed", seed, "--out",
      out, "--json")
    try #require(made.code == 0, "\(made.errors)")
    let json = try JSONParser.parse(Array(made.output.utf8.dropLast()))
    #expect(json["planted"] == .integer(Int64(breaks)))
    return out
  }

  /// What `planted.json` lists: the day, and of each break what `ipo reconcile` prints, by file.
  func planted(_ out: String) throws -> (asOf: String, breaks: [(files: [String], text: String)]) {
    let data = try Data(contentsOf: URL(fileURLWithPath: out + "/planted.json"))
    let json = try JSONParser.parse(Array(data.dropLast()))
    let breaks = try #require(json["breaks"]?.arrayValue).map { item in
      (
        files: try #require(item["files"]?.arrayValue).compactMap(\.stringValue),
        text: try Self.text(item)
      )
    }
    return (try #require(json["as_of"]?.stringValue), breaks)
  }

  /// Every break is found in each form of the statement, and nothing else is.
  func expectFound(
    breaks: Int, seed: String, forms: [String] = ["bank.csv", "bank.sta", "bank.xml"]
  ) throws {
    let out = try generate(breaks: breaks, seed: seed)
    let (asOf, planted) = try planted(out)
    #expect(planted.count == breaks)
    for form in forms {
      let found = try Program.run(
        "reconcile", folder, "--bank", "\(out)/\(form)", "--register", "\(out)/register.csv",
        "--complete", "--as-of", asOf, "--json")
      let expected = planted.filter { $0.files.contains { [form, "register.csv"].contains($0) } }
      #expect(found.code == (expected.isEmpty ? 0 : 1), "\(form) \(seed): \(found.errors)")
      guard found.code < 2 else { continue }
      let json = try JSONParser.parse(Array(found.output.utf8.dropLast()))
      let texts = try #require(json["breaks"]?.arrayValue).map(Self.text)
      #expect(texts.sorted() == expected.map(\.text).sorted(), "\(form) \(breaks) \(seed)")
    }
  }

  private static func text(_ item: JSONValue) throws -> String {
    try ["kind", "key", "ledger", "other", "difference"].map { name in
      try #require(item[name]).canonicalText
    }.joined(separator: " ")
  }
}

import Foundation
import Testing

/// What `Specs/replay.md` tells a reader to type, and what it says then comes out.
struct Recipe {
  let command: String
  let output: String

  /// The shell commands of the text that show what they print, in order.
  static func all() throws -> [Recipe] {
    let blocks = try blocks()
    return zip(blocks, blocks.dropFirst()).compactMap { block, next in
      block.language == "sh" && next.language.isEmpty
        ? Recipe(command: block.text, output: next.text) : nil
    }
  }

  /// The recipes whose command begins so; none fails the test.
  static func beginning(with start: String) throws -> [Recipe] {
    let found = try all().filter { $0.command.hasPrefix(start) }
    try #require(!found.isEmpty, "\(start) is not in Specs/replay.md")
    return found
  }

  /// The one Python program that the text tells to save.
  static func program() throws -> String {
    let programs = try blocks().filter { $0.language == "python" }
    try #require(programs.count == 1)
    return programs[0].text
  }

  /// What the command prints, run by a shell in a folder, after what the text sets first.
  func run(in folder: String, by runner: [String] = [], path: String? = nil) throws
    -> Program.Result
  {
    let setting = try #require(try Self.blocks().first { $0.text.hasPrefix("seed=") })
    let path = path.map { "PATH='\($0)':$PATH\n" } ?? ""
    let script = "set -e\n\(path)cd '\(folder)'\n\(setting.text)\(command)"
    return try Program.run("/usr/bin/env", runner + ["sh", "-c", script])
  }

  private static func blocks() throws -> [(language: String, text: String)] {
    let url = Program.package.appendingPathComponent("Specs/replay.md")
    let parts = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
    // Every second part stands inside a fence; its first line is the language.
    return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { _, part in
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      return (String(part[..<end]), String(part[end...].dropFirst()))
    }
  }
}

/// Python interpreters for the recipes.
enum Python {
  /// One that has `cryptorandom` 0.4; nil where none has it.
  static let withCryptorandom = interpreter(
    having: "cryptorandom", "0.4", module: "cryptorandom.sample")

  /// One that has `drand-verify` 0.2.1; nil where none has it.
  static let withDrandVerify = interpreter(having: "drand-verify", "0.2.1", module: "drand_verify")

  /// One that has the schemas of `camt053` 0.0.23 and `lxml` to apply them; nil where none has them.
  static let withSchemas = interpreter(having: "camt053", "0.0.23", module: "lxml.etree")

  /// One that has `mt-940` 5.1.1; nil where none has it.
  static let withMT940 = interpreter(having: "mt-940", "5.1.1", module: "mt940")

  /// The interpreter named by IPO_TEST_PYTHON, made by `Scripts/prepare`, or the system's: the first
  /// that has the package.
  private static func interpreter(
    having package: String, _ version: String, module: String
  ) -> String? {
    let named = ProcessInfo.processInfo.environment["IPO_TEST_PYTHON"]
    let prepared = Program.package.appendingPathComponent(".build-python/bin/python3").path
    let check =
      "import \(module); from importlib.metadata import version; "
      + "exit(version('\(package)') != '\(version)')"
    return [named, prepared, "python3"].compactMap(\.self).first { interpreter in
      (try? Program.run("/usr/bin/env", [interpreter, "-c", check]).code) == 0
    }
  }

  /// What a script prints for each case, all in one process.
  static func run(
    _ script: String, _ cases: [DrawCase], with arguments: (DrawCase) -> [String],
    by interpreter: [String] = ["python3"]
  ) throws -> [String] {
    let folder = try Workspace()
    try folder.write(
      "driver.py",
      """
      import runpy, sys
      script, cases = sys.argv[1:]
      for line in open(cases):
          sys.argv = [script, *line.split()]
          runpy.run_path(script)
          print("end")

      """)
    try folder.write(
      "cases", cases.map { arguments($0).joined(separator: " ") + "\n" }.joined())
    let result = try Program.run(
      "/usr/bin/env",
      interpreter + [folder.url("driver.py").path, script, folder.url("cases").path])
    #expect(result.code == 0, "\(result.errors)")
    return Array(result.output.components(separatedBy: "end\n").dropLast())
  }
}

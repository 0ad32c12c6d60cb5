import Foundation
import Testing

/// What the formatter's lint cannot see: the house rules, executed.
struct TidyTests {
  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Modules that may touch the system or serve people; all others are pure.
  private static let edge: Set<String> = [
    "LargeMemory", "Storage", "ipo", "Benchmarks", "Fuzz", "LibFuzzer", "COpenSSL",
  ]

  /// Every Swift file below a folder, by its path inside the package.
  private static func files(below folder: String) throws -> [(path: String, lines: [Substring])] {
    let root = package.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String] ?? []
    return try found.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      return ("\(folder)/\(path)", text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test func `There is something to look at`() throws {
    #expect(try Self.files(below: "Sources").count > 100)
  }

  @Test func `No file is longer than 400 lines`() throws {
    for file in try Self.files(below: "Sources") + Self.files(below: "Tests") {
      #expect(file.lines.count <= 400, "\(file.path)")
    }
  }

  @Test func `No function is longer than a screen of 70 lines`() throws {
    for file in try Self.files(below: "Sources") {
      var start: (line: Int, indent: Int)?
      for (number, line) in file.lines.enumerated() {
        let indent = line.prefix { $0 == " " }.count
        if let open = start, indent == open.indent, line.dropFirst(indent).first == "}" {
          #expect(number - open.line <= 70, "\(file.path):\(open.line + 1)")
          start = nil
        }
        if start == nil, line.contains("func "), line.hasSuffix("{") { start = (number, indent) }
      }
    }
  }

  @Test func `The pure modules have no Foundation, no system, no floating point`() throws {
    let forbidden = [/^import (Foundation|Glibc)/, /\b(Double|Float)\b/]
    for file in try Self.files(below: "Sources") {
      let module = file.path.split(separator: "/")[1]
      guard !Self.edge.contains(String(module)) else { continue }
      for (number, line) in file.lines.enumerated() where !line.contains("///") {
        for pattern in forbidden {
          #expect(!line.contains(pattern), "\(file.path):\(number + 1): \(line)")
        }
      }
    }
  }

  @Test func `Nobody forces what may fail`() throws {
    for file in try Self.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() {
        #expect(
          !line.contains("try!") && !line.contains("fatalError("), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func `Only Cryptography knows OpenSSL`() throws {
    for file in try Self.files(below: "Sources") where !file.path.contains("/Cryptography/") {
      #expect(!file.lines.contains { $0.contains("import COpenSSL") }, "\(file.path)")
    }
  }
}

import CanonicalJSON
import Foundation
import Testing

/// What a stranger's check has to find, by `ipo verify` and by the Python verifier alike.
struct VerifyTests {
  /// One way to tamper with a settled folder.
  enum Tampering: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case byteFlipped, lastLineRemoved, middleLineRemoved, linesSwapped, lineAppended
    case amountEdited, checkpointSizeEdited, inputChanged, termsChanged, keyReplaced

    var testDescription: String { rawValue }

    func apply(to folder: Workspace) throws {
      switch self {
      case .byteFlipped:
        var bytes = try folder.data("journal.jsonl")
        bytes[bytes.count / 2] ^= 1
        try folder.write("journal.jsonl", bytes)
      case .lastLineRemoved: try editLines(folder) { $0.removeLast() }
      case .middleLineRemoved: try editLines(folder) { $0.remove(at: 7) }
      case .linesSwapped: try editLines(folder) { $0.swapAt(7, 8) }
      case .lineAppended: try editLines(folder) { $0.append($0[3]) }
      case .amountEdited:
        try folder.replace(
          #""amount":"12560.00""#, with: #""amount":"12560.01""#, in: "journal.jsonl")
      case .checkpointSizeEdited: try folder.replace("\n44\n", with: "\n41\n", in: "checkpoint")
      case .inputChanged: try folder.replace("FUND-ONE", with: "FUND-TWO", in: "inputs/bids.csv")
      case .termsChanged: try folder.replace("\"25.12\"", with: "\"25.13\"", in: "offering.yaml")
      case .keyReplaced:
        let other = try Workspace.tenAccounts()
        let key =
          "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"
        try other.write("key", key)
        #expect(try Program.run("settle", other.path, "--key", other.url("key").path).code == 0)
        try folder.write("vkey", try other.data("vkey"))
      }
    }

    private func editLines(_ folder: Workspace, _ edit: (inout [Substring]) -> Void) throws {
      var lines = try folder.text("journal.jsonl").split(separator: "\n")
      edit(&lines)
      try folder.write("journal.jsonl", lines.joined(separator: "\n") + "\n")
    }
  }

  @Test(arguments: Tampering.allCases)
  func `Tampering is found`(_ tampering: Tampering) throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    try tampering.apply(to: folder)
    let result = try Program.run("verify", folder.path, "--json")
    #expect(result.code == 1)
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["ok"]?.boolValue == false)
    #expect(json["findings"]?.arrayValue?.isEmpty == false)
  }

  @Test func `Every flipped byte of the journal is found`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let journal = try folder.data("journal.jsonl")
    for position in stride(from: 3, to: journal.count, by: journal.count / 60) {
      var bytes = journal
      bytes[position] ^= 0x01
      try folder.write("journal.jsonl", bytes)
      #expect(try Program.run("verify", folder.path).code == 1, "byte \(position)")
    }
  }

  @Test func `A whole journal made again by another signer is not trusted`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let own = try folder.text("vkey").trimmingCharacters(in: .newlines)
    let trusted = try Program.run("verify", folder.path, "--trust", own, "--json")
    #expect(trusted.code == 0)
    #expect(trusted.output.contains(#""signer":"trusted""#))
    let unproven = try Program.run("verify", folder.path, "--json")
    #expect(unproven.output.contains(#""signer":"unproven""#))
    let stranger = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    let refused = try Program.run("verify", folder.path, "--trust", stranger)
    #expect(refused.code == 1)
    #expect(refused.output.contains("untrustedSigner"))
  }

  @Test func `The journal's bytes do not depend on the key`() throws {
    let first = try Workspace.tenAccounts()
    let second = try Workspace.tenAccounts()
    #expect(try Program.run("settle", first.path).code == 0)
    try second.write(
      "key", "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n")
    #expect(try Program.run("settle", second.path, "--key", second.url("key").path).code == 0)
    #expect(try first.data("journal.jsonl") == second.data("journal.jsonl"))
    #expect(try second.text("checkpoint").hasPrefix("PeterNeumann/688999\n"))
  }

  @Test func `verify says that a clock was fixed and how each draw is graded`() throws {
    let folder = try Workspace.tenAccounts()
    #expect(try Program.run("settle", folder.path).code == 0)
    let result = try Program.run("verify", folder.path, "--json")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    #expect(json["clock"]?.stringValue == "fixed")
    #expect(json["entries"]?.integerValue == 44)
    let grades = json["draws"]?.arrayValue?.compactMap { $0["grade"]?.stringValue }
    #expect(grades == ["demonstration", "demonstration"])
  }
}

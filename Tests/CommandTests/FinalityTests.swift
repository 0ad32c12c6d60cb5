import CanonicalJSON
import Foundation
import Testing
import Transparency

/// `ipo verify --policy`: when a journal is final.
struct FinalityTests {
  private func rules(_ desk: WitnessCase, _ arguments: String...) throws -> [String] {
    let result = try Program.run(Program.path, ["verify", desk.folder.path, "--json"] + arguments)
    #expect(result.code <= 1, "\(result.errors)")
    let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
    return (json["findings"]?.arrayValue ?? []).compactMap { $0["rule"]?.stringValue }
  }

  @Test func `A quorum makes the whole journal final, and no fewer`() throws {
    let desk = try WitnessCase.drawn()
    let two = try desk.policy(2, of: "regulator", "depository", "exchange")
    #expect(try rules(desk, "--policy", two) == ["notFinal"])
    try desk.witness(by: "regulator")
    #expect(try rules(desk, "--policy", two) == ["notFinal"])
    let told = try Program.run("verify", desk.folder.path, "--policy", two)
    #expect(told.output.contains("missing depository, exchange"), "\(told.output)")
    try desk.witness(by: "exchange")
    #expect(try rules(desk, "--policy", two).isEmpty)
    let final = try Program.run("verify", desk.folder.path, "--policy", two)
    #expect(final.code == 0 && final.output.contains("cosigned by regulator, exchange"))
    let json = try desk.verify("--policy", two)
    #expect(
      json.output.contains(
        #""final":{"entries":\#(try desk.size),"head":"witness/head.cosigned","witnesses":["regulator","exchange"]}"#
      ), "\(json.output)")
    // What comes after the head that was cosigned is not final.
    #expect(try Program.run("settle", desk.folder.path).code == 0)
    #expect(try rules(desk, "--policy", two) == ["notFinal"])
    let partly = try Program.run("verify", desk.folder.path, "--policy", two)
    #expect(partly.output.contains("final up to"), "\(partly.output)")
  }

  @Test func `Another log's head, and another log's policy, make nothing final`() throws {
    let desk = try WitnessCase.drawn()
    try desk.witness(by: "regulator")
    let own = try desk.policy(1, of: "regulator")
    #expect(try rules(desk, "--policy", own).isEmpty)
    let stranger = try SealedOffering.log().description
    let other = try desk.policy(1, of: "regulator", log: stranger)
    #expect(try rules(desk, "--policy", other) == ["notFinal"])
    // A policy without logs takes the one that the journal is checked by.
    let lines = try String(contentsOfFile: own, encoding: .utf8).split(separator: "\n")
    let open = try desk.write("open", lines.dropFirst().map { "\($0)\n" }.joined())
    #expect(try rules(desk, "--policy", open).isEmpty)
  }

  @Test func `A policy's faults are told with their lines`() throws {
    let desk = try WitnessCase.drawn()
    let path = try desk.write("policy", "log nonsense\nquorum nobody\n")
    let result = try Program.run("verify", desk.folder.path, "--policy", path)
    #expect(result.code == 2)
    #expect(result.errors.contains("policy:1: malformedKey"))
    #expect(result.errors.contains("policy:2: unknownMember"))
    for age in ["7", "d", "0h", "-1h", "1.5h", "07d", "1w", "100001h"] {
      let refused = try Program.run(
        "verify", desk.folder.path, "--policy", desk.policy(1, of: "regulator"),
        "--max-age=\(age)")
      #expect(refused.code == 2 && refused.errors.contains("malformedAge"), "\(age)")
    }
    #expect(try Program.run("verify", desk.folder.path, "--max-age", "1h").code == 2)
    let missing = try Program.run("verify", desk.folder.path, "--policy", "/nowhere/policy")
    #expect(missing.code == 2 && missing.errors.contains("missingFile"))
  }

  @Test func `A damaged cosignature of a trusted witness is a finding of its file`() throws {
    let desk = try WitnessCase.drawn()
    try desk.witness(by: "regulator")
    let policy = try desk.policy(1, of: "regulator")
    var text = try desk.folder.text("witness/head.cosigned")
    let line = try #require(text.split(separator: "\n").last)
    let letter = line[line.index(line.endIndex, offsetBy: -9)] == "A" ? "B" : "A"
    text = text.replacing(
      String(line), with: "\(line.dropLast(9))\(letter)\(line.suffix(8))")
    try desk.folder.write("witness/head.cosigned", text)
    let found = try desk.verify("--policy", policy)
    #expect(found.code == 1)
    #expect(found.output.contains("cosignatureInvalid"))
    #expect(found.output.contains("witness/head.cosigned"))
    #expect(found.output.contains("notFinal"))
  }
}

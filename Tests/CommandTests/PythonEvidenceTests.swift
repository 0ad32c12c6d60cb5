import Foundation
import Testing

/// The evidence in another language, from `Specs/` alone: it has to agree with ours.
struct PythonEvidenceTests {
  private func python(_ arguments: String...) throws -> Program.Result {
    let script = Program.package.appendingPathComponent("Specs/evidence.py").path
    return try Program.run("/usr/bin/env", ["python3", "-B", script] + arguments)
  }

  @Test func `It follows proofs of two heads, and refuses what is changed`() throws {
    let folder = try ConsistencyTests.grown()
    let proof = folder.url("proof").path
    for arguments in [["--from", folder.url("old").path]]
      + [0, 1, 2, 20, 32, 43, 44].map({ ["--from-size", "\($0)"] })
    {
      let made = try Program.run(
        Program.path, ["prove", folder.path, "--out", proof] + arguments)
      #expect(made.code == 0)
      let checked = try python("proof", proof)
      #expect(checked.code == 0, "\(arguments) \(checked.output)\(checked.errors)")
    }
    let made = try Program.run("prove", folder.path, "--from", folder.url("old").path)
    let lines = made.output.split(separator: "\n", omittingEmptySubsequences: false)
    for place in lines.indices where lines[place].utf8.count > 40 {
      var changed = lines
      changed[place] = lines[place].hasPrefix("A") ? "B" + lines[place].dropFirst() : "A"
      try folder.write("proof", changed.joined(separator: "\n"))
      #expect(try python("proof", proof).code == 1, "line \(place)")
    }
  }

  @Test func `It reads published trees of every shape`() throws {
    let folder = try Workspace()
    for size in [1, 255, 256, 257, 600] {
      try TilePublisherTests.write(size, to: folder)
      #expect(try Program.run("publish", folder.path).code == 0)
      let read = try python("tiles", folder.path)
      #expect(read.code == 0 && read.output.hasPrefix("\(size) entries"), "\(read.output)")
    }
    for name in ["tile/0/001", "tile/1/000.p/2", "tile/entries/000", "tile/0/002.p/88"] {
      let whole = try folder.data(name)
      var bytes = whole
      bytes[bytes.count - 1] ^= 1
      try folder.write(name, bytes)
      #expect(try python("tiles", folder.path).code == 1, "\(name)")
      try folder.write(name, whole)
    }
    #expect(try python("tiles", folder.path).code == 0)
  }

  @Test func `It reads cosignatures, and judges by policies`() throws {
    let desk = try WitnessCase.drawn()
    let head = desk.folder.url("witness/head.cosigned").path
    try desk.witness(by: "regulator")
    let own = try desk.vkey("regulator")
    #expect(try python("cosigned", head, own).code == 0)
    #expect(try python("cosigned", head, own, desk.vkey("depository")).code == 1)
    for (threshold, code) in [(1, Int32(0)), (2, 1)] {
      let policy = try desk.policy(threshold, of: "regulator", "depository")
      #expect(try python("final", head, policy).code == code)
      #expect(try desk.verify("--policy", policy).code == code)
    }
    try desk.witness(by: "depository")
    let both = try desk.policy(2, of: "regulator", "depository")
    #expect(try python("final", head, both).code == 0)
  }
}

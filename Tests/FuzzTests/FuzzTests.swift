import Foundation
import Fuzzing
import Testing

/// Every parser on its corpus and on some thousand inputs made from it: no trap, no hang, and what has to
/// hold of each. Each target runs in a process of its own, so that one that traps is told by name.
struct FuzzTests {
  /// A debug build is some twenty times slower.
  #if DEBUG
    private static let runs = "100"
  #else
    private static let runs = "2000"
  #endif

  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fuzz/Corpus")

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `A parser holds`(_ name: String) throws {
    let found = try FuzzProgram.run(
      name, "--runs", Self.runs, "--corpus", Self.corpus.path, "--keep",
      FileManager.default.temporaryDirectory.path)
    #expect(found.code == 0, "\(found.text)")
    #expect(found.text.contains("\(Self.runs) inputs"), "\(found.text)")
  }

  @Test func `Every target has a corpus, and every corpus a target`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
    #expect(folders.sorted() == FuzzTarget.all.map(\.name).sorted())
    #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
  }

  /// A corpus of refused files would try nothing but refusals.
  @Test(arguments: FuzzTarget.all)
  func `A corpus has what is accepted, and inputs are sometimes accepted`(
    _ target: FuzzTarget
  ) throws {
    let folder = Self.corpus.appendingPathComponent(target.name)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      Array(try Data(contentsOf: folder.appendingPathComponent($0)))
    }
    #expect(try files.contains { try target.check($0) })
    let run = FuzzRun(target, corpus: files, seed: 7)
    let inputs = (0..<50).map { run.input($0) }
    #expect(inputs == (0..<50).map { run.input($0) }, "a number names one input")
    #expect(Set(inputs).count > 25)
    #expect(inputs.allSatisfy { $0.count <= 1 << 16 })
  }

  /// A parser with three bugs: each has to be found from a sound file alone.
  @Test(arguments: [("=", "a word"), ("9223372036854775808", "a number"), ("\u{FFFD}", "no UTF-8")])
  func `A bug is found and made again by its number`(trigger: String, what: String) throws {
    let target = FuzzTarget("broken", tokens: ["="]) { bytes in
      if String(decoding: bytes, as: UTF8.self).contains(trigger) { throw Violation(what) }
      return true
    }
    let run = FuzzRun(target, corpus: [Array("account,shares\na,500\n".utf8)], seed: 1)
    let failure = try #require(run.check(0..<20_000).failure)
    #expect(failure.violation.description == what)
    #expect(run.input(failure.number) == failure.input)
    #expect(FuzzRun(target, corpus: [], seed: 1).input(failure.number) != failure.input)
  }

  @Test func `An error that is no refusal is a bug too`() {
    struct Other: Error {}
    let target = FuzzTarget("broken", tokens: []) { _ in throw Other() }
    #expect(throws: Violation.self) { try target.check([]) }
  }

  /// A trap is a signal like this one.
  @Test func `An input that ends the process is kept under its number`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let found = try FuzzProgram.run(
      ["json", "--runs", "100000000", "--corpus", Self.corpus.path, "--keep", folder.path],
      endingWith: SIGSEGV)
    #expect(found.code == SIGSEGV)
    let kept = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    #expect(found.text.contains("FAILED, kept as \(folder.path)/\(kept)"), "\(found.text)")
    let number = try #require(UInt64(kept.dropFirst("fuzz-json-1-".count)))
    let corpus = Self.corpus.appendingPathComponent("json")
    let files = try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted().map {
      Array(try Data(contentsOf: corpus.appendingPathComponent($0)))
    }
    let target = try #require(FuzzTarget.named("json"))
    let input = try Array(Data(contentsOf: folder.appendingPathComponent(kept)))
    #expect(FuzzRun(target, corpus: files, seed: 1).input(number) == input)
  }

  @Test func `A wrong call is told`() throws {
    for arguments in [["nothing"], ["json", "--runs", "x"], ["json", "--seed"], ["--fast"]] {
      let found = try FuzzProgram.run(arguments)
      #expect(found.code == 2, "\(found.text)")
      #expect(found.text.contains("error: "))
    }
  }
}

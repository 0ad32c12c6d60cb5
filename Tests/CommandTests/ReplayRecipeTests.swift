import Cryptography
import Foundation
import Testing

/// The recipes of `Specs/replay.md`, which share no code with us, draw what we draw.
struct ReplayRecipeTests {
  static let script = Program.package.appendingPathComponent("Specs/replay.py").path

  /// No packages and no folder of the user: the standard library alone.
  static let standardLibrary = ["python3", "-I", "-S"]

  private func replay(_ arguments: [String]) throws -> Program.Result {
    try Program.run("/usr/bin/env", Self.standardLibrary + [Self.script] + arguments)
  }

  @Test func `replay.py is short enough to read and needs nothing`() throws {
    let lines = try String(contentsOfFile: Self.script, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 60)
    #expect(lines.allSatisfy { $0.count <= 110 })
    #expect(lines.filter { $0.contains("import") } == ["import hashlib, heapq, re, sys"])
  }

  @Test func `replay.py does what the text shows`() throws {
    for recipe in try Recipe.beginning(with: "python3 Specs/replay.py") {
      let result = try recipe.run(in: Program.package.path)
      #expect(result.output == recipe.output, "\(recipe.command)\(result.errors)")
    }
  }

  @Test(arguments: DrawCase.methods)
  func `replay.py draws what we draw`(method: String) throws {
    let large: DrawCase =
      switch method {
      case "ranked": DrawCase(method, first: 1, count: 200_000_000, winners: 50_000)
      case "lowest-ticket": DrawCase(method, first: 1, count: 1_000_000, winners: 10_000)
      default: DrawCase(method, first: 1, count: 565_509_995, winners: 1_050_000)
      }
    let cases = DrawCase.small(method) + [large]
    let theirs = try Python.run(
      Self.script, cases, with: \.arguments, by: Self.standardLibrary)
    try #require(theirs.count == cases.count)
    for (draw, their) in zip(cases, theirs) {
      #expect(try draw.ours() == their, "\(draw)")
    }
  }

  @Test func `lottery count reads the tails as replay.py prints them`() throws {
    let draw = DrawCase("tail-numbers 5+4", first: 1, count: 84_265_600, winners: 22_852)
    let lines = try replay(draw.arguments).output.split(separator: "\n").map(String.init)
    let counted = try Program.run(
      Program.path,
      ["lottery", "count", "--first", "1", "--count", "84265600", "--json"]
        + lines.flatMap { ["--tails", $0] })
    #expect(counted.output == "{\"winners\":22852}\n", "\(counted.errors)")
  }

  /// `Vectors/lottery.json` was there before either of the two programs.
  @Test(arguments: PublishedDraw.all)
  func `replay.py draws the published draws`(published: PublishedDraw) throws {
    let result = try replay(published.arguments)
    #expect(result.code == 0, "\(result.errors)")
    if let tails = published.tails {
      let lines = tails.map { "\($0.key):\($0.value.joined(separator: ","))" }
      #expect(Set(result.output.split(separator: "\n").map(String.init)) == Set(lines))
    } else {
      #expect(SHA256.hash(result.output).hex == published.digest)
    }
  }

  @Test(arguments: DrawCase.methods)
  func `replay.py takes a sealed draw from its seed.txt`(method: String) throws {
    let folder = try Workspace()
    let text = SeedText(method: method).text
    try folder.write("seed.txt", text)
    var draw = DrawCase(method, first: 100_000_000_000, count: 1_000, winners: 137)
    draw.seed = SHA256.hash(text).hex
    let result = try replay([folder.url("seed.txt").path])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output == (try draw.ours()))
  }

  @Test(arguments: SeedText.Fault.allCases)
  func `replay.py refuses a seed.txt of any other form`(fault: SeedText.Fault) throws {
    let folder = try Workspace()
    let sound = SeedText(method: "ranked").text
    let text = fault.apply(to: sound)
    try #require(text != sound)
    try folder.write("seed.txt", text)
    let result = try replay([folder.url("seed.txt").path])
    #expect(result.code == 1 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("refused: "), "\(result.errors)")
  }

  @Test func `replay.py refuses a wrong call`() throws {
    let seed = String(repeating: "0", count: 64)
    let sound = ["ranked", "9223372036854775807", "1", "1", seed]
    #expect(try replay(sound).output == "9223372036854775807\n")
    for (place, wrong) in [
      (0, "rank"), (0, "tail-numbers"), (0, "tail-numbers 9+0"), (1, "9223372036854775808"),
      (1, "-1"), (2, "2"), (2, "0"), (3, "2"), (3, "01"), (4, String(seed.dropLast())),
      (4, String(repeating: "A", count: 64)), (4, seed + " 1"),
    ] {
      var call = sound
      call[place] = wrong
      let result = try replay(call)
      #expect(result.code == 1 && result.output.isEmpty, "\(call)")
      #expect(!result.errors.contains("Traceback"), "\(result.errors)")
    }
  }

  @Test(.enabled(if: Python.withCryptorandom != nil, "no Python with cryptorandom 0.4"))
  func `The package cryptorandom draws what we draw by rank`() throws {
    let python = try #require(Python.withCryptorandom)
    let folder = try Workspace()
    try folder.write("ranked.py", try Recipe.program())
    let large = DrawCase("ranked", first: 100_000_000_000, count: 1_000_000, winners: 5_000)
    let cases = DrawCase.small("ranked") + [large]
    let theirs = try Python.run(
      folder.url("ranked.py").path, cases, with: { Array($0.arguments.dropFirst()) }, by: [python])
    try #require(theirs.count == cases.count)
    for (draw, their) in zip(cases, theirs) { #expect(try draw.ours() == their, "\(draw)") }

    let bin = python.contains("/") ? URL(fileURLWithPath: python).deletingLastPathComponent() : nil
    for recipe in try Recipe.beginning(with: "python3 ranked.py") {
      let result = try recipe.run(in: folder.path, path: bin?.path)
      #expect(result.output == recipe.output, "\(result.errors)")
    }
  }

  @Test(.enabled(if: Python.withDrandVerify != nil, "no Python with drand-verify 0.2.1"))
  func `The sample's beacon was signed by the drand network`() throws {
    let python = try #require(Python.withDrandVerify)
    let bin = python.contains("/") ? URL(fileURLWithPath: python).deletingLastPathComponent() : nil
    let folder = try Workspace()
    for recipe in try Recipe.beginning(with: "python3 -c 'import drand_verify") {
      let result = try recipe.run(in: folder.path, path: bin?.path)
      #expect(result.output == recipe.output, "\(result.errors)")
      let other = Recipe(
        command: recipe.command.replacing("657413", with: "657414"), output: "")
      #expect(try other.run(in: folder.path, path: bin?.path).code != 0)
    }
  }

  @Test(.enabled(if: PostgreSQL.isThere, "no PostgreSQL, or no account but root to run it"))
  func `PostgreSQL draws what we draw by lowest ticket`() throws {
    let server = try PostgreSQL(copying: "lowest-ticket.sql")
    let large = DrawCase("lowest-ticket", first: 1, count: 300_000, winners: 5_000)
    let cases = DrawCase.small("lowest-ticket") + [large]
    let script = cases.map { draw in
      """
      \\set first \(draw.first)
      \\set count \(draw.count)
      \\set winners \(draw.winners)
      \\set seed \(draw.seed)
      \\i Specs/lowest-ticket.sql
      \\echo end

      """
    }
    try server.folder.write("cases", script.joined())
    let call = "psql -XqAt -v ON_ERROR_STOP=1 -f cases"
    let result = try Recipe(command: call, output: "").run(
      in: server.folder.path, by: server.runner, path: server.path)
    #expect(result.code == 0, "\(result.errors)")
    let theirs = result.output.components(separatedBy: "end\n").dropLast()
    try #require(theirs.count == cases.count)
    for (draw, their) in zip(cases, theirs) { #expect(try draw.ours() == their, "\(draw)") }

    for recipe in try Recipe.beginning(with: "psql ") {
      let result = try recipe.run(in: server.folder.path, by: server.runner, path: server.path)
      #expect(result.output == recipe.output, "\(result.errors)")
      let refused = Recipe(
        command: recipe.command.replacingOccurrences(of: "winners=3", with: "winners=11"),
        output: "")
      let refusal = try refused.run(
        in: server.folder.path, by: server.runner, path: server.path)
      #expect(refusal.code != 0 && refusal.output.isEmpty)
      #expect(refusal.errors.contains("LIMIT must not be negative"), "\(refusal.errors)")
    }
  }
}

/// A draw of the contract's vectors.
struct PublishedDraw: Decodable, CustomStringConvertible {
  let method: String
  let first: Int64
  let count: Int64
  let winners: Int64
  let seed: String
  let nines: String?
  let tails: [String: [String]]?
  let digest: String?

  enum CodingKeys: String, CodingKey {
    case method, first, count, winners, seed, nines, tails
    case digest = "sha256_of_numbers_one_per_line"
  }

  var arguments: [String] {
    [([method] + [nines].compactMap(\.self)).joined(separator: " ")]
      + ["\(first)", "\(count)", "\(winners)", seed]
  }

  var description: String { "\(method) \(winners) of \(count)" }

  static let all: [PublishedDraw] = {
    struct File: Decodable { let draws: [PublishedDraw] }
    let url = Program.package.appendingPathComponent("Tests/LotteryTests/Vectors/lottery.json")
    guard let data = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(File.self, from: data), !file.draws.isEmpty
    else { preconditionFailure("Vectors/lottery.json cannot be read") }
    return file.draws
  }()
}

/// A `seed.txt` as the sealed protocol makes it: 137 of the 1,000 numbers from 100000000000 on.
struct SeedText {
  let method: String

  var text: String {
    let hex = SHA256.hash("a list, terms or a reveal").hex
    return """
      ipo-lottery/v1
      offering 688999
      draw online
      terms \(hex)
      numbers 100000000000 1000
      winners 137
      method \(method)
      applications \(hex)
      reveal issuer.agent \(hex)
      reveal notary-1 \(hex)
      beacon drand:52db9ba7/657413 fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587

      """
  }

  /// What makes the text another one than the protocol's.
  enum Fault: CaseIterable {
    case noLastLineEnd, carriageReturns, anotherVersion, upperCaseHex, shortHex, twoSpaces
    case leadingZero, negative, unknownMethod, anotherOrder, oneLineMore, oneLineLess, emptyLine
    case foreignLetter, moreWinnersThanNumbers, nothing

    func apply(to text: String) -> String {
      func replacing(_ old: String, _ new: String) -> String {
        text.replacingOccurrences(of: old, with: new)
      }
      return switch self {
      case .noLastLineEnd: String(text.dropLast())
      case .carriageReturns: replacing("\n", "\r\n")
      case .anotherVersion: replacing("/v1", "/v2")
      case .upperCaseHex:
        text.split(separator: "\n").map {
          $0.hasPrefix("terms ") ? "terms " + $0.dropFirst(6).uppercased() : String($0)
        }.joined(separator: "\n") + "\n"
      case .shortHex: replacing("terms ", "terms 0")
      case .twoSpaces: replacing("winners ", "winners  ")
      case .leadingZero: replacing("winners ", "winners 0")
      case .negative: replacing("winners ", "winners -")
      case .unknownMethod: replacing("method ranked", "method random")
      case .anotherOrder: replacing("winners 137\nmethod ranked", "method ranked\nwinners 137")
      case .oneLineMore: text + "attempt 2\n"
      case .oneLineLess: replacing("draw online\n", "")
      case .emptyLine: replacing("draw online\n", "draw online\n\n")
      case .foreignLetter: replacing("issuer.agent", "发行人")
      case .moreWinnersThanNumbers: replacing("winners 137", "winners 1001")
      case .nothing: ""
      }
    }
  }
}

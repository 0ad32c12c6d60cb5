import CanonicalJSON
import Cryptography
import Foundation
import Testing

/// A call of `ipo lottery draw`, which the recipes of `Specs/replay.md` have to repeat.
struct DrawCase: CustomStringConvertible {
  /// As `replay.py` takes it: `tail-numbers 8+1`, `tail-numbers 5+4`, `ranked` or `lowest-ticket`.
  let method: String
  let first: Int64
  let count: Int64
  let winners: Int64
  var seed: String

  /// A case whose seed follows from the rest.
  init(_ method: String, first: Int64, count: Int64, winners: Int64) {
    self.method = method
    self.first = first
    self.count = count
    self.winners = winners
    seed = SHA256.hash("\(method) \(first) \(count) \(winners)").hex
  }

  static let methods = ["tail-numbers 8+1", "tail-numbers 5+4", "ranked", "lowest-ticket"]

  /// Every count of up to 12 numbers with every count of winners; then counts about powers of ten.
  static func small(_ method: String) -> [DrawCase] {
    var cases: [DrawCase] = []
    for count in Int64(1)...12 {
      for winners in 0...count {
        let first: Int64 = [0, 1, 33, 100_000_000_000][cases.count % 4]
        cases.append(DrawCase(method, first: first, count: count, winners: winners))
      }
    }
    for count: Int64 in [99, 100, 101, 999, 1_000, 1_001] {
      for winners in [1, count / 3, count * 9 / 10, count - 1] {
        cases.append(DrawCase(method, first: count * 7, count: count, winners: winners))
      }
    }
    // The largest number there is, 2^63 − 1.
    cases.append(DrawCase(method, first: .max - 4, count: 5, winners: 2))
    return cases
  }

  /// The arguments of `replay.py`.
  var arguments: [String] { [method, "\(first)", "\(count)", "\(winners)", seed] }

  var description: String { "\(method) \(first) \(count) \(winners)" }

  /// The lines that our own draw holds: tails as `LENGTH:TAIL,TAIL`, numbers one a line.
  func ours() throws -> String {
    let words = method.split(separator: " ").map(String.init)
    var call = [
      "lottery", "draw", "--method", words[0], "--first", "\(first)", "--count", "\(count)",
      "--winners", "\(winners)", "--seed", seed, "--json",
    ]
    if words.count > 1 {
      let result = try Program.run(Program.path, call + ["--nines", words[1]])
      #expect(result.code == 0, "\(self): \(result.errors)")
      let json = try JSONParser.parse(Array(result.output.utf8.dropLast()))
      let lengths = try #require(json["tails"]?.objectValue).map { member in
        let tails = member.value.arrayValue?.compactMap(\.stringValue) ?? []
        return (digits: Int(member.key) ?? 0, tails: tails)
      }
      return lengths.sorted { $0.digits < $1.digits }
        .map { "\($0.digits):\($0.tails.joined(separator: ","))\n" }.joined()
    }
    let folder = try Workspace()
    call += ["--out", folder.url("numbers").path]
    let result = try Program.run(Program.path, call)
    #expect(result.code == 0, "\(self): \(result.errors)")
    return try folder.text("numbers")
  }
}

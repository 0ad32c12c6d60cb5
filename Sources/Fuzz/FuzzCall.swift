import Fuzzing

/// What a call asks for.
struct FuzzCall {
  private(set) var targets: [FuzzTarget] = []
  private(set) var files: [String] = []
  private(set) var runs: UInt64 = 2_000
  private(set) var seed: UInt64 = 1
  private(set) var from: UInt64 = 0
  private(set) var corpus = "Tests/Fuzz/Corpus"
  private(set) var keep = "."
  private(set) var isList = false

  struct Wrong: Error, CustomStringConvertible {
    let description: String
  }

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    func value(_ option: String) throws -> String {
      guard let value = rest.popFirst() else { throw Wrong(description: "\(option): no value") }
      return value
    }
    func number(_ option: String) throws -> UInt64 {
      let text = try value(option)
      guard let number = UInt64(text) else {
        throw Wrong(description: "\(option): found \(text), expected a number")
      }
      return number
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--list": isList = true
      case "--runs": runs = try number(argument)
      case "--seed": seed = try number(argument)
      case "--from": from = try number(argument)
      case "--corpus": corpus = try value(argument)
      case "--keep": keep = try value(argument)
      case _ where argument.hasPrefix("--"):
        throw Wrong(
          description:
            "found \(argument), expected --list, --runs, --seed, --from, --corpus, --keep")
      case _ where targets.isEmpty:
        guard let target = FuzzTarget.named(argument) else {
          throw Wrong(
            description: "unknownTarget: found \(argument), expected one of "
              + FuzzTarget.all.map(\.name).joined(separator: ", "))
        }
        targets = [target]
      default: files.append(argument)
      }
    }
    if targets.isEmpty { targets = FuzzTarget.all }
  }
}

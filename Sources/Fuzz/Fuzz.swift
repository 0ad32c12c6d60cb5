import Foundation
import Fuzzing

/// Tries the parsers on inputs that nobody wrote.
///
///     Fuzz                                 the corpus of every target, and 2,000 inputs of each
///     Fuzz TARGET [--runs N] [--seed S] [--from N]
///     Fuzz TARGET FILE …                   these files alone
///     Fuzz --list
///
/// Seeds lie in Tests/Fuzz/Corpus/TARGET, or below `--corpus DIR`; order, seed and number make an input
/// again. An input that fails is kept as `fuzz-TARGET-SEED-NUMBER` in the folder of the call, or in
/// `--keep DIR`: also where reading it traps, takes more than 20 seconds of the processor or more than
/// 4 GiB. Exit codes: 0 everything held, 1 something did not, 2 the call is wrong; a trap ends it by
/// its signal.
@main
struct Fuzz {
  static func main() {
    do {
      let call = try FuzzCall(Array(CommandLine.arguments.dropFirst()))
      if call.isList {
        for target in FuzzTarget.all { print(target.name) }
        return
      }
      Watch.limitMemory()
      var holds = true
      for target in call.targets {
        holds = try FuzzSession(target, call).run() && holds
      }
      if !holds { exit(1) }
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(2)
    }
  }
}

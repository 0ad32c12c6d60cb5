import Foundation
import Fuzzing

/// One target: its corpus, or the files of the call, then the inputs made from it.
struct FuzzSession {
  private let target: FuzzTarget
  private let call: FuzzCall
  private let files: [(name: String, bytes: [UInt8])]

  /// - Throws: where a file can't be read, or the corpus has none for the target.
  init(_ target: FuzzTarget, _ call: FuzzCall) throws {
    self.target = target
    self.call = call
    let folder = "\(call.corpus)/\(target.name)"
    let names =
      call.files.isEmpty
      ? try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
        "\(folder)/\($0)"
      }
      : call.files
    guard !names.isEmpty else { throw FuzzCall.Wrong(description: "\(folder) is empty") }
    files = try names.map { ($0, Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
  }

  /// Prints what it came to.
  ///
  /// - Returns: whether everything held.
  func run() throws -> Bool {
    let watch = Watch("\(call.keep)/fuzz-\(target.name)-\(call.seed)")
    var accepted = 0
    for file in files {
      watch.look(at: file.bytes, number: 0)
      do throws(Violation) {
        if try target.check(file.bytes) { accepted += 1 }
      } catch {
        print("\(target.name): FAILED on \(file.name): \(error)")
        return false
      }
    }
    guard call.files.isEmpty else {
      print("\(target.name): \(accepted) of \(files.count) accepted, everything held")
      return true
    }
    let run = FuzzRun(target, corpus: files.map(\.bytes), seed: call.seed)
    let outcome = run.check(call.from..<call.from + call.runs) { number, input in
      watch.look(at: input, number: number)
    }
    if let failure = outcome.failure {
      let path = "\(call.keep)/fuzz-\(target.name)-\(call.seed)-\(failure.number)"
      try Data(failure.input).write(to: URL(fileURLWithPath: path))
      print(
        "\(target.name): FAILED on input \(failure.number) of seed \(call.seed), kept as \(path): "
          + "\(failure.violation)")
      return false
    }
    print(
      "\(target.name): \(files.count) files, \(accepted) accepted; \(outcome.inputs) inputs of seed "
        + "\(call.seed), \(outcome.accepted) accepted; everything held")
    return true
  }
}

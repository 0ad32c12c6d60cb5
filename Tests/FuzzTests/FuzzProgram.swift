import Foundation

/// Runs the built program `Fuzz`.
enum FuzzProgram {
  static func run(_ arguments: String...) throws -> (code: Int32, text: String) {
    try run(arguments)
  }

  /// - Parameter signal: is sent to it after its first inputs.
  /// - Returns: the exit code, or the signal that ended it; everything that was printed.
  static func run(
    _ arguments: [String], endingWith signal: Int32? = nil
  ) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    if let signal {
      // Until it works on inputs there is nothing to keep.
      let status = URL(fileURLWithPath: "/proc/\(process.processIdentifier)/status")
      while process.isRunning, !Self.catches(signal, status) { usleep(10_000) }
      usleep(200_000)
      kill(process.processIdentifier, signal)
    }
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// Whether a process has a handler for a signal.
  private static func catches(_ signal: Int32, _ status: URL) -> Bool {
    guard let text = try? String(contentsOf: status, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
      let mask = UInt64(line.dropFirst(7).drop { $0 == "\t" }, radix: 16)
    else { return false }
    return mask >> UInt64(signal - 1) & 1 == 1 && mask >> UInt64(SIGPROF - 1) & 1 == 1
  }

  /// The executable beside the test bundle.
  private static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("Fuzz").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "Fuzz"
  }()
}

import Foundation

/// A process run to its end, under GNU time.
struct TimedProcess {
  /// Wall time in seconds.
  let wall: Double
  /// CPU time in seconds: its own code's, and the system's for it.
  let user: Double
  let system: Double
  /// Peak memory in KiB.
  let peak: Int
  /// What it printed, where that was asked for.
  let output: String

  var cpu: Double { user + system }

  /// Runs it; anything but these exit codes is an error.
  static func run(
    _ executable: String, _ arguments: [String], keepsOutput: Bool = false,
    codes: Set<Int32> = [0]
  ) throws -> TimedProcess {
    let report = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-time-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: report) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/time")
    process.arguments = ["-q", "-f", "%U %S %M", "-o", report.path, executable] + arguments
    let pipe = keepsOutput ? Pipe() : nil
    process.standardOutput = pipe ?? FileHandle.nullDevice
    let start = Date()
    try process.run()
    let output = try pipe?.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let wall = Date().timeIntervalSince(start)
    guard codes.contains(process.terminationStatus) else {
      throw CocoaError(.executableLoad, userInfo: ["command": executable])
    }
    let figures = try String(contentsOf: report, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace)
    guard figures.count == 3, let user = Double(figures[0]), let system = Double(figures[1]),
      let peak = Int(figures[2])
    else { throw CocoaError(.fileReadCorruptFile, userInfo: ["command": executable]) }
    return TimedProcess(
      wall: wall, user: user, system: system, peak: peak,
      output: String(decoding: output, as: UTF8.self))
  }
}

extension TimedProcess {
  /// User, system and wall time of the run with the least CPU time, and the highest peak of all.
  static func row(_ runs: [TimedProcess]) -> String {
    guard let best = runs.min(by: { $0.cpu < $1.cpu }) else { return "" }
    return String(
      format: "%8.2f s %6.2f s %6.2f s %5d MiB", best.user, best.system, best.wall,
      (runs.map(\.peak).max() ?? 0) / 1024)
  }
}

/// Several runs of one process.
struct Measurement: CustomStringConvertible {
  private var walls: [Double] = []
  private var peak = 0

  mutating func add(_ run: TimedProcess) {
    walls.append(run.wall)
    peak = max(peak, run.peak)
  }

  var best: Double { walls.min() ?? 0 }

  var description: String {
    "\(Self.seconds(best)) best, \(Self.seconds(walls.max() ?? 0)) worst, \(peak / 1024) MiB"
  }

  static func seconds(_ value: Double) -> String {
    String(format: "%.2f s", value)
  }
}

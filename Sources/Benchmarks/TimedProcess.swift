import Foundation

/// A process run to its end, under GNU time.
struct TimedProcess {
  /// Wall time in seconds.
  let wall: Double
  /// Peak memory in KiB.
  let peak: Int

  /// Runs it; anything but exit code 0 is an error.
  static func run(_ executable: String, _ arguments: [String]) throws -> TimedProcess {
    let report = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-time-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: report) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/time")
    process.arguments = ["-f", "%M", "-o", report.path, executable] + arguments
    process.standardOutput = FileHandle.nullDevice
    let start = Date()
    try process.run()
    process.waitUntilExit()
    let wall = Date().timeIntervalSince(start)
    guard process.terminationStatus == 0 else {
      throw CocoaError(.executableLoad, userInfo: ["command": executable])
    }
    let text = try String(contentsOf: report, encoding: .utf8)
    return TimedProcess(
      wall: wall, peak: Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0)
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

import Foundation

/// Times the main job against a named peer, both in one run on one machine.
///
/// `ipo settle` does everything from reading to the signed checkpoint; its peer, coreutils, merely
/// looks for a duplicate account in the same file. The output is a ratio: below 1, settle is faster.
@main
struct Benchmarks {
  private static let rounds = 5

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let accounts = arguments.first.flatMap { Int($0) }
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ipo").path
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let like = try accounts.map { try enlarged(to: $0, in: folder) } ?? "Ledgers/dema-688360"
    let full = folder.appendingPathComponent("full").path
    _ = try run(program, ["generate", "--like", like, "--out", full])
    print("applications: \(try size(full + "/inputs/applications.csv")) MB, best of \(rounds)")

    var settle = Measurement()
    var peer = Measurement()
    for _ in 0..<rounds {
      for name in ["journal.jsonl", "checkpoint", "vkey", "out"] {
        try? FileManager.default.removeItem(atPath: "\(full)/\(name)")
      }
      settle.add(try run(program, ["settle", full]))
      let pipeline =
        "cut -d, -f1 '\(full)/inputs/applications.csv' | LC_ALL=C sort | uniq -d"
      peer.add(try run("/bin/sh", ["-c", pipeline]))
    }
    let verify = try run(program, ["verify", full])
    print("ipo settle            \(settle)")
    print("cut | sort | uniq -d  \(peer)")
    print("ipo verify            \(seconds(verify.wall)), \(verify.peak / 1024) MiB")
    print("settle / peer         \(ratio(settle.best, peer.best))")
  }

  /// The recorded offering with another number of accounts, 11.25 lots each as there; the tails of
  /// the ceremony do not fit other numbers, so the seed draws.
  private static func enlarged(to accounts: Int, in folder: URL) throws -> String {
    let source = URL(fileURLWithPath: "Ledgers/dema-688360")
    let target = folder.appendingPathComponent("like")
    let inputs = target.appendingPathComponent("inputs")
    try FileManager.default.createDirectory(at: inputs, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: source.appendingPathComponent("inputs/strategic.csv"),
      to: inputs.appendingPathComponent("strategic.csv"))
    var text = try String(
      contentsOf: source.appendingPathComponent("offering.yaml"), encoding: .utf8)
    let shares = accounts * 45 / 4 * 500
    text = text.replacing(
      /online: \{.*\}/, with: "online: {accounts: \(accounts), shares: \(shares)}")
    text = text.replacing(/\ \ announced_tails:\n(\ \ \ \ .*\n)+/, with: "")
    text = text.replacing(/published:\n(\ \ .*\n)+/, with: "")
    try text.write(
      to: target.appendingPathComponent("offering.yaml"), atomically: true, encoding: .utf8)
    return target.path
  }

  /// One run of a process: wall seconds and peak memory in KiB.
  private struct Run {
    let wall: Double
    let peak: Int
  }

  private struct Measurement: CustomStringConvertible {
    var walls: [Double] = []
    var peak = 0

    mutating func add(_ run: Run) {
      walls.append(run.wall)
      peak = max(peak, run.peak)
    }

    var best: Double { walls.min() ?? 0 }

    var description: String {
      "\(seconds(best)) best, \(seconds(walls.max() ?? 0)) worst, \(peak / 1024) MiB"
    }
  }

  /// Runs under GNU time, which tells the peak of the process.
  private static func run(_ executable: String, _ arguments: [String]) throws -> Run {
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
    return Run(wall: wall, peak: Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0)
  }

  private static func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? Int ?? 0) / 1_000_000
  }

  private static func seconds(_ value: Double) -> String {
    String(format: "%.2f s", value)
  }

  private static func ratio(_ own: Double, _ other: Double) -> String {
    String(format: "%.2f", own / other)
  }
}

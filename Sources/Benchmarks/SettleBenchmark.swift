import Foundation

/// Times the main job against a named peer, both in one run on one machine.
///
/// `ipo settle` does everything from reading to the signed checkpoint; its peer, coreutils, merely
/// looks for a duplicate account in the same file. The output is a ratio: below 1, settle is faster.
/// The way to the draw alone stands beside one hash of the file, the least that anyone could do.
enum SettleBenchmark {
  private static let rounds = 5

  /// Measures the recorded offering, or one with so many accounts.
  static func run(accounts: Int?) throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ipo").path
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let like = try accounts.map { try enlarged(to: $0, in: folder) } ?? "Ledgers/dema-688360"
    let full = folder.appendingPathComponent("full").path
    _ = try TimedProcess.run(program, ["generate", "--like", like, "--out", full])
    print("applications: \(try size(full + "/inputs/applications.csv")) MB, best of \(rounds)")

    var draw = Measurement()
    var hash = Measurement()
    var settle = Measurement()
    var peer = Measurement()
    for _ in 0..<rounds {
      reset(full)
      draw.add(try TimedProcess.run(program, ["lottery", "draw", full]))
      hash.add(
        try TimedProcess.run("openssl", ["dgst", "-sha256", "\(full)/inputs/applications.csv"]))
      reset(full)
      settle.add(try TimedProcess.run(program, ["settle", full]))
      let pipeline =
        "cut -d, -f1 '\(full)/inputs/applications.csv' | LC_ALL=C sort | uniq -d"
      peer.add(try TimedProcess.run("/bin/sh", ["-c", pipeline]))
    }
    let verify = try TimedProcess.run(program, ["verify", full])
    print("ipo lottery draw      \(draw): read, freeze with the root, number, draw, map")
    print("openssl dgst -sha256  \(hash): of applications.csv")
    print("draw / openssl        \(ratio(draw.best, hash.best))")
    print("ipo settle            \(settle)")
    print("cut | sort | uniq -d  \(peer)")
    print("ipo verify            \(Measurement.seconds(verify.wall)), \(verify.peak / 1024) MiB")
    print("settle / peer         \(ratio(settle.best, peer.best))")
  }

  /// Back to terms, facts and rows.
  private static func reset(_ folder: String) {
    for name in ["journal.jsonl", "checkpoint", "vkey", "witness", "out"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
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

  private static func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? Int ?? 0) / 1_000_000
  }

  private static func ratio(_ own: Double, _ other: Double) -> String {
    String(format: "%.2f", own / other)
  }
}

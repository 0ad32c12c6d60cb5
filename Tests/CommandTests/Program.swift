import Foundation

/// Runs the built program as a user would.
struct Program {
  /// What a run printed and how it ended.
  struct Result {
    let code: Int32
    let output: String
    let errors: String
  }

  /// The executable beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("ipo").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return "ipo"
  }()

  /// The package's folder, for `Ledgers` and `Specs`.
  static let package: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The instant of every fixed journal in the tests.
  static let epoch = "1590000000"

  /// Runs `ipo` with a fixed clock and a configuration folder of its own.
  static func run(_ arguments: String..., epoch: String? = epoch) throws -> Result {
    try run(path, arguments, epoch: epoch)
  }

  /// Runs any program.
  static func run(
    _ executable: String, _ arguments: [String], epoch: String? = epoch
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = environment(epoch: epoch)
    process.standardInput = FileHandle.nullDevice
    let folder = try Workspace()
    let output = try folder.file("output")
    let errors = try folder.file("errors")
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: try folder.text("output"),
      errors: try folder.text("errors"))
  }

  /// The environment of every run.
  static func environment(epoch: String?) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["SOURCE_DATE_EPOCH"] = epoch
    environment["IPO_BY"] = nil
    environment["XDG_CONFIG_HOME"] = configuration.path
    return environment
  }

  private static let configuration = FileManager.default.temporaryDirectory
    .appendingPathComponent("ipo-tests-configuration-\(ProcessInfo.processInfo.processIdentifier)")
}

/// A folder that lasts as long as a test.
final class Workspace: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// A copy of the ten-account offering.
  static func tenAccounts() throws -> Workspace {
    let workspace = try Workspace()
    let source = Program.package.appendingPathComponent("Ledgers/ten-accounts")
    for name in [
      "offering.yaml", "inputs/strategic.csv", "inputs/bids.csv", "inputs/applications.csv",
      "inputs/payments.csv", "inputs/holders.csv",
    ] {
      try workspace.write(name, Data(contentsOf: source.appendingPathComponent(name)))
    }
    return workspace
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  func url(_ name: String) -> URL { url.appendingPathComponent(name) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  func write(_ name: String, _ data: Data) throws {
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url(name))
  }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  /// Replaces the first occurrence; a text that is not there fails the test.
  func replace(_ old: String, with new: String, in name: String) throws {
    let text = try text(name)
    guard let range = text.range(of: old) else {
      throw CocoaError(.fileReadCorruptFile, userInfo: ["missing": old])
    }
    try write(name, text.replacingCharacters(in: range, with: new))
  }

  func file(_ name: String) throws -> FileHandle {
    try Data().write(to: url(name))
    return try FileHandle(forWritingTo: url(name))
  }
}

import Foundation
import Testing

/// A PostgreSQL server of its own: new, reached by a socket in its folder alone, stopped at the end.
final class PostgreSQL: Sendable {
  /// Whether it can be started here.
  static var isThere: Bool {
    ["initdb", "pg_ctl", "psql"].allSatisfy { program($0) != nil }
      && (!isRoot || account != nil)
  }

  let folder: Workspace

  /// Starts it; the folder, with copies of the files of `Specs`, is its account's.
  init(copying names: String...) throws {
    folder = try Workspace()
    for name in names {
      let source = Program.package.appendingPathComponent("Specs/\(name)")
      try folder.write("Specs/\(name)", Data(contentsOf: source))
    }
    if Self.isRoot, let account = Self.account {
      try Self.check(Program.run("/usr/bin/env", ["chown", "-R", account, folder.path]))
    }
    let data = folder.url("data").path
    try run("initdb", ["-D", data, "-A", "trust", "-U", "ipo", "-E", "UTF8", "--no-locale", "-N"])
    let options = "-p 5432 -k '\(folder.path)' -c listen_addresses='' -c fsync=off"
    try run("pg_ctl", ["-D", data, "-l", folder.url("log").path, "-o", options, "-w", "start"])
  }

  deinit {
    try? run("pg_ctl", ["-D", folder.url("data").path, "-m", "immediate", "-w", "stop"])
  }

  /// What stands before a command that is to reach the server.
  var runner: [String] {
    Self.unprivileged + [
      "env", "PGHOST=\(folder.path)", "PGUSER=ipo", "PGDATABASE=postgres", "PGPORT=5432",
    ]
  }

  /// Where the programs are that the recipe names without a folder.
  var path: String {
    let psql = Self.program("psql") ?? ""
    return URL(fileURLWithPath: psql).deletingLastPathComponent().path
  }

  private func run(_ name: String, _ arguments: [String]) throws {
    let program = try #require(Self.program(name))
    try Self.check(
      Program.run("/usr/bin/env", Self.unprivileged + Self.closingFiles + [program] + arguments))
  }

  private static func check(_ result: Program.Result) throws {
    try #require(result.code == 0, "\(result.output)\(result.errors)")
  }

  /// On the PATH, or where Debian keeps what it doesn't put there; the newest version first.
  private static func program(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let debian = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
    let newestFirst = versions.compactMap { Int($0) }.sorted(by: >)
    let folders =
      newestFirst.map { "\(debian)/\($0)/bin" } + path.split(separator: ":").map(String.init)
    return folders.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  // Foundation learns that a process ended by a file that it inherits, and so would the server;
  // Python hands on none.
  private static let closingFiles = [
    "python3", "-c", "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))",
  ]

  // PostgreSQL refuses to run as root.
  private static let isRoot = (try? Program.run("/usr/bin/env", ["id", "-u"]).output) == "0\n"

  private static let account: String? = ["postgres", "nobody"].first { name in
    let call = ["runuser", "-u", name, "--", "true"]
    return (try? Program.run("/usr/bin/env", call).code) == 0
  }

  private static let unprivileged: [String] =
    isRoot ? ["runuser", "-u", account ?? "nobody", "--"] : []
}

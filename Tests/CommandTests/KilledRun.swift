import Foundation
import Glibc

/// The program, started and killed while it works.
struct KilledRun {
  /// What it had printed when it was gone.
  let output: String
  /// Nil where it was killed.
  let code: Int32?
  /// How long it ran, in microseconds.
  let duration: UInt32

  /// When it is killed.
  enum Moment {
    /// So many microseconds after its start.
    case start(UInt32)
    /// So many microseconds after it changed the size of a file.
    case growth(of: URL, UInt32)
  }

  /// - Parameters:
  ///   - arguments: what `ipo` is called with.
  ///   - configuration: where its key is.
  ///   - output: where standard output goes.
  init(_ arguments: [String], configuration: URL, output: URL, killedAt moment: Moment) throws {
    var environment = Program.environment(epoch: Program.epoch)
    environment["XDG_CONFIG_HOME"] = configuration.path
    let begin = DispatchTime.now()
    let process = try Self.start(arguments, environment, output)
    var status: Int32 = 0
    var isGone = false
    if case .growth(let file, _) = moment {
      let before = Self.size(of: file)
      while !isGone, Self.size(of: file) == before {
        usleep(50)
        isGone = waitpid(process, &status, WNOHANG) == process
      }
    }
    if !isGone {
      switch moment {
      case .start(let delay), .growth(_, let delay): usleep(delay)
      }
      kill(process, SIGKILL)
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    let elapsed = DispatchTime.now().uptimeNanoseconds - begin.uptimeNanoseconds
    duration = UInt32(clamping: elapsed / 1_000)
    code = status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    self.output = String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }

  private static func start(
    _ arguments: [String], _ environment: [String: String], _ output: URL
  ) throws -> pid_t {
    var process = pid_t()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, 1, output.path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = ([Program.path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    let failure = posix_spawn(&process, Program.path, &actions, nil, words, settings)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    return process
  }

  private static func size(of file: URL) -> off_t {
    var status = stat()
    return stat(file.path, &status) == 0 ? status.st_size : -1
  }
}

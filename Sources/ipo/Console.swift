import CanonicalJSON
import Glibc
import Reports
import Storage
import Synchronization

/// Standard output and error, as the contract divides them.
enum Console {
  /// Why output could not be written; nil while it could. A reader who left is no failure.
  private static let fault = Mutex<String?>(nil)

  /// What was wrong with standard output, once the work is done.
  static var outputFault: String? { fault.withLock { $0 } }

  /// A reader who leaves (`| head`) must not stop a settlement half-way.
  static func ignoreClosedPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// A line on standard error.
  static func error(_ text: String) {
    _ = put(VisibleText.escaped(text) + "\n", to: STDERR_FILENO)
  }

  /// Text as it is on standard output.
  static func write(_ text: String) {
    output(VisibleText.escaped(text))
  }

  private static func output(_ text: String) {
    if let reason = put(text, to: STDOUT_FILENO) { fault.withLock { $0 = reason } }
  }

  /// The one JSON object that `--json` prints.
  static func write(_ json: JSONValue) {
    output(json.canonicalText + "\n")
  }

  /// All of standard input.
  static func readAll() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &block, block.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += block.prefix(count)
      } else if errno != EINTR {
        throw StorageError.system(
          operation: "read", path: "standard input", reason: String(cString: strerror(errno)))
      }
    }
  }

  /// What is being done, on a terminal only; the next call or `done` clears it.
  static func progress(_ text: String) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    _ = put("\r\u{1B}[K\(text) …", to: STDERR_FILENO)
  }

  static func done() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    _ = put("\r\u{1B}[K", to: STDERR_FILENO)
  }

  /// Standard input, at most that many bytes of it.
  static func read(upTo limit: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit {
      let count = Glibc.read(STDIN_FILENO, &block, min(block.count, limit - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    return bytes
  }

  /// Writes all of the text; gives the reason where it could not.
  private static func put(_ text: String, to descriptor: Int32) -> String? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return errno == EPIPE ? nil : String(cString: strerror(errno))
      }
      rest = rest.dropFirst(written)
    }
    return nil
  }
}

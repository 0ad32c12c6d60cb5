import CanonicalJSON
import Glibc

/// Standard output and error, as the contract divides them.
enum Console {
  /// A line on standard error.
  static func error(_ text: String) {
    put(text + "\n", to: STDERR_FILENO)
  }

  /// Text as it is on standard output.
  static func write(_ text: String) {
    put(text, to: STDOUT_FILENO)
  }

  /// The one JSON object that `--json` prints.
  static func write(_ json: JSONValue) {
    put(json.canonicalText + "\n", to: STDOUT_FILENO)
  }

  /// What is being done, on a terminal only; the next call or `done` clears it.
  static func progress(_ text: String) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    put("\r\u{1B}[K\(text) …", to: STDERR_FILENO)
  }

  static func done() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    put("\r\u{1B}[K", to: STDERR_FILENO)
  }

  /// Writes all of the text; a closed pipe ends the program by its signal as elsewhere.
  private static func put(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

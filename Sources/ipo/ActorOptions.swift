import ArgumentParser
import Glibc
import Offerings

/// Who records, as an option of every command that writes the journal.
struct ActorOptions: ParsableArguments {
  @Option(
    help: """
      Who records this: 1 to 64 of A-Z a-z 0-9 . _ - Without it $IPO_BY; without both "operator", \
      whoever holds the signing key.
      """)
  var by: String?

  /// The name that the entries will bear.
  ///
  /// - Throws: `malformedName`.
  func read() throws -> AccountName { try given() ?? .unnamedActor }

  /// The name of a call that needs one.
  ///
  /// - Throws: `malformedName`, `nameMissing`.
  func demand() throws -> AccountName {
    guard let name = try given() else {
      throw Failure.WrongCall(
        message: "nameMissing: found neither --by nor IPO_BY, expected who it is")
    }
    return name
  }

  private func given() throws -> AccountName? {
    if let by { return try Self.name(by, "--by") }
    guard let text = getenv("IPO_BY").map({ String(cString: $0) }), !text.isEmpty else {
      return nil
    }
    return try Self.name(text, "IPO_BY")
  }

  private static func name(_ text: String, _ source: String) throws -> AccountName {
    guard let name = AccountName(text) else {
      throw Failure.WrongCall(
        message: "malformedName: found \(source) \"\(text)\", expected \(AccountName.expectation)")
    }
    return name
  }
}

import Storage
import Transparency

/// A public key in a call: its text, or a file whose first line holds it.
enum KeyArgument {
  static func parse(_ argument: String, option: String, kind: KeyKind) throws -> VerifierKey {
    if let key = try? VerifierKey(parsing: argument, kind: kind) { return key }
    guard let bytes = try? OfferingFolder.bytes(at: argument) else {
      throw Failure.WrongCall(
        message: "malformedVerifierKey: \(option) \"\(argument)\" is neither a vkey nor a file")
    }
    return try VerifierKey(
      parsing: String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }, kind: kind)
  }
}

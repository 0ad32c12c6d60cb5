/// What a named key signs; its value is the type byte before the key in its text.
///
/// The byte is hashed into the key's id, so that one seed makes different keys of both kinds.
///
/// Specs: C2SP signed-note, Signature types; C2SP tlog-cosignature, Format.
public enum KeyKind: UInt8, Sendable {
  /// The text of a note, with Ed25519.
  case note = 1
  /// That a checkpoint was seen at a time: a witness's Ed25519 key.
  case cosignature = 4
}

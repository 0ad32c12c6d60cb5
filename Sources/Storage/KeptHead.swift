/// A signed head of a journal that is kept for witnesses, with what they said of it:
/// `witness/<name>.checkpoint` and, beside it, `.cosigned`, `.tsq` and `.tsr`.
///
/// Specs: Specs/witness.md, Files.
public struct KeptHead: Sendable {
  /// A kind of file, by the end of its name.
  public enum Part: String, CaseIterable, Sendable {
    /// The head as the journal's signer signed it.
    case checkpoint
    /// The head with the cosignatures of witnesses.
    case cosigned
    /// The question to a time-stamping authority, over the bytes of `checkpoint`.
    case query = "tsq"
    /// The authority's answer.
    case token = "tsr"
  }

  /// `freeze`, `head`, or another gate's name.
  public let name: String
  /// What there is, by its kind.
  public let parts: [Part: [UInt8]]

  /// The name of the head that was the present one when witnesses were asked last.
  public static let present = "head"

  /// The folder of kept heads.
  static let folder = "witness"

  /// Where a part stands in an offering's folder.
  public static func path(_ name: String, _ part: Part) -> String {
    "\(folder)/\(name).\(part.rawValue)"
  }

  /// A name as a call gives it: `freeze`, or `witness/freeze.checkpoint`; nil for any other text.
  public static func name(_ text: String) -> String? {
    var name = text[...]
    let (front, back) = ("\(folder)/", ".\(Part.checkpoint.rawValue)")
    if name.hasPrefix(front), name.hasSuffix(back) {
      name = name.dropFirst(front.count).dropLast(back.count)
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
    }
    return isPlain && (1...40).contains(name.utf8.count) ? String(name) : nil
  }
}

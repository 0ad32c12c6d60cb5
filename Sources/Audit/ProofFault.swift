/// Why a proof file proves nothing.
public enum ProofFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line `extra` holds no entry, or anything else.
  case malformedExtra
  /// The entry that is proven did not freeze a list of this many applications.
  case entryFreezesNoSuchList

  public var description: String {
    switch self {
    case .malformedExtra:
      "malformedExtra: expected base64 of canonical JSON with entry, vkey and perhaps application"
    case .entryFreezesNoSuchList:
      "entryFreezesNoSuchList: expected the entry freeze/decision with the list's root and its "
        + "number of accounts"
    }
  }
}

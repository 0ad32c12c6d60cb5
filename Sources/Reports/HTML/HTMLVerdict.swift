/// The first thing that a document says: whether what follows can be trusted. Word and sign say it, the
/// colour only repeats it.
public struct HTMLVerdict: Sendable {
  public enum Kind: String, Sendable {
    /// Done, and everything agrees.
    case sound
    /// Sound as far as it goes; something is waited for or open.
    case open
    /// Sound, and called off.
    case stopped
    /// Something does not hold.
    case unsound

    fileprivate var sign: String {
      switch self {
      case .sound: "✓"
      case .open: "→"
      case .stopped: "■"
      case .unsound: "✕"
      }
    }
  }

  public let kind: Kind
  public let title: String
  public let details: [HTMLText]

  public init(_ kind: Kind, _ title: String, _ details: [HTMLText] = []) {
    self.kind = kind
    self.title = title
    self.details = details
  }

  var html: HTMLText {
    .element(
      .div,
      [(.class, "verdict \(kind.rawValue)"), (.role, kind == .unsound ? "alert" : "status")],
      [
        .element(
          .p, [(.class, "verdict-title")],
          .element(.span, [(.class, "sign"), (.hidden, "true")], HTMLText(kind.sign)),
          .marked(title))
      ] + details)
  }
}

/// A day counted in sessions from T, the day of application (申购日): "T-6", "T", "T+4".
public struct SessionOffset: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// How far an offset may reach, which is more than a year either way.
  public static let reach = -300...300

  /// Sessions after T; negative before.
  public let sessions: Int

  /// - Precondition: within ``reach``.
  public init(_ sessions: Int) {
    precondition(Self.reach.contains(sessions), "an offset of \(sessions) sessions")
    self.sessions = sessions
  }

  /// Reads the one spelling of an offset; nil for anything else.
  public init?(_ text: some StringProtocol) {
    guard text.hasPrefix("T") else { return nil }
    let number = text.dropFirst()
    guard let sessions = number.isEmpty ? 0 : Int(number), Self.reach.contains(sessions) else {
      return nil
    }
    self.init(sessions)
    // `Int` would read zeros in front and T+0.
    guard description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  public var description: String {
    sessions == 0 ? "T" : sessions > 0 ? "T+\(sessions)" : "T\(sessions)"
  }

  public static func < (left: SessionOffset, right: SessionOffset) -> Bool {
    left.sessions < right.sessions
  }
}

import CanonicalJSON
import Lottery

/// The tails of a public ceremony and where they were announced.
public struct AnnouncedTails: Equatable, Sendable {
  public let tails: TailNumbers
  public let source: String

  public init(tails: TailNumbers, source: String) {
    self.tails = tails
    self.source = source
  }
}

extension AnnouncedTails {
  /// The tails by length, and the source beside them.
  public var canonical: JSONValue {
    guard case .object(var object) = tails.canonical else { return tails.canonical }
    if !source.isEmpty { object["source"] = .string(source) }
    return .object(object)
  }
}

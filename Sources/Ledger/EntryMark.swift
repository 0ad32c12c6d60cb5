import CanonicalJSON
import Offerings

/// What a journal adds to the entries of an operation though neither terms nor facts nor files lead to
/// it: the clock it runs by, and who recorded the operation (经办人).
public struct EntryMark: Equatable, Sendable {
  /// True where `SOURCE_DATE_EPOCH` was set; the first entry says so.
  public let isClockFixed: Bool
  /// Whom every entry of the operation names.
  public let actor: AccountName

  public init(isClockFixed: Bool, actor: AccountName) {
    self.isClockFixed = isClockFixed
    self.actor = actor
  }
}

extension Entry {
  /// The body's members that a mark sets, and no step does.
  public static let actorMember = "by"
  public static let clockMember = "clock"

  /// The entry as the journal holds it.
  public func marked(_ mark: EntryMark) -> Entry {
    precondition(body[Self.actorMember] == nil, "who records an entry is not its content")
    var body = body
    body[Self.actorMember] = .string(mark.actor.text)
    if kind == .opening { body[Self.clockMember] = mark.isClockFixed ? "fixed" : "system" }
    return Entry(self, body: body)
  }
}

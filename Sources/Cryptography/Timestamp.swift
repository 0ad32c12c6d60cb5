/// What a time-stamping authority said of some data.
public struct Timestamp: Equatable, Sendable {
  /// When the data existed, in seconds since 1970 (UTC); a fraction of a second is dropped.
  public let time: Int64

  /// The policy under which the authority stamped it, as a dotted number.
  public let policy: String

  /// The nonce of the question that it answers, in hexadecimal; nil for none.
  public let nonce: String?
}

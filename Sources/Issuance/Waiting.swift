import TradingDays

/// What the passage waits for before it can go on, and until when.
public struct Waiting: Equatable, Sendable {
  /// The step that cannot be taken yet.
  public let step: String
  /// What is missing and where it is put.
  public let needs: String
  /// When the rules expect it; nil where no rule names a time.
  public let until: Instant?

  public init(step: String, needs: String, until: Instant?) {
    self.step = step
    self.needs = needs
    self.until = until
  }
}

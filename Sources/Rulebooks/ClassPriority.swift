import Quantities

/// What the leading classes of offline investors get at least (优先配售), of all offline shares.
public struct ClassPriority: Equatable, Sendable {
  public let classes: [String]
  public let share: Ratio

  public init(classes: [String], share: Ratio) {
    self.classes = classes
    self.share = share
  }
}

/// One control (核对): two sides that have to come to the same, each from a source of its own.
public struct Control: Equatable, Sendable {
  /// The check's name for programs, "takeUpPaid"; with a tranche, a file or a date where there are
  /// several: "paymentsBooked online".
  public let rule: String
  /// What is held against what, in words.
  public let name: String
  public let left: [ControlFigure]
  public let right: [ControlFigure]

  public init(
    _ rule: String, _ name: String, left: [ControlFigure], right: [ControlFigure]
  ) {
    precondition(Set((left + right).map(\.unit)).count == 1, "both sides are in one unit")
    self.rule = rule
    self.name = name
    self.left = left
    self.right = right
  }

  public var unit: ControlUnit { left[0].unit }
  public var leftSum: Int128 { left.reduce(0) { $0 + $1.value } }
  public var rightSum: Int128 { right.reduce(0) { $0 + $1.value } }
  /// What the left side has over; zero where the control holds.
  public var leftOver: Int128 { leftSum - rightSum }
  public var holds: Bool { leftOver == 0 }
}

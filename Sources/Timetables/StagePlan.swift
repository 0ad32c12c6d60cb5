/// The stages from the first preparations to the listing and what stretches them, as a file states
/// them.
public struct StagePlan: Equatable, Sendable {
  public let id: String
  public let title: String
  public let boards: [String]
  /// In their order; at least one.
  public let stages: [PlannedStage]
  /// Each names one of the stages.
  public let factors: [StretchingFactor]

  public init(
    id: String, title: String, boards: [String], stages: [PlannedStage], factors: [StretchingFactor]
  ) {
    self.id = id
    self.title = title
    self.boards = boards
    self.stages = stages
    self.factors = factors
  }

  /// Most times that one factor may come.
  public static let timesMax = 12
  /// Most stages, and most factors.
  public static let partsMax = 20
}

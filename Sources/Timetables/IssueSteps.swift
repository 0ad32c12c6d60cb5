/// The steps of an issue as a file states them, with the usual distance of the listing from T.
public struct IssueSteps: Equatable, Sendable {
  public let id: String
  public let title: String
  /// In the order of the file, which is kept within a day.
  public let steps: [IssueStep]
  /// The distances at which listings usually come, ascending; at least one.
  public let usualListing: [SessionOffset]
  public let listingSource: RuleSource

  public init(
    id: String, title: String, steps: [IssueStep], usualListing: [SessionOffset],
    listingSource: RuleSource
  ) {
    self.id = id
    self.title = title
    self.steps = steps
    self.usualListing = usualListing
    self.listingSource = listingSource
  }
}

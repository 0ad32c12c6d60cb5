import Offerings

/// All that `offering.yaml` says, read and agreeing with itself.
public struct OfferingFile: Sendable {
  public let offering: Offering
  public let facts: Facts
  /// Figures of a recorded offering's announcements, compared with what is decided.
  public let published: [PublishedFigure]
  /// Which of the figures and files nobody published.
  public let synthetic: [String]
  /// What `ipo generate` is told.
  public let generate: GenerateTerms
  let root: DocumentNode

  /// Where the key at a dotted path stands, or the nearest key above it.
  public func place(of path: String) -> Place { root.place(of: path) }
}

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

  /// Whether the document holds a key at a dotted path.
  public func has(_ path: String) -> Bool {
    var node = root
    for key in path.split(separator: ".") {
      guard let member = node.members.first(where: { $0.key == key }) else { return false }
      node = member.value
    }
    return true
  }

  /// Where the key at a dotted path stands, or the nearest key above it.
  public func place(of path: String) -> Place { root.place(of: path) }
}

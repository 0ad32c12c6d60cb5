/// A picture of a report, ready to stand in a document. Only this module makes one, so that its markup
/// is always ours.
public struct SVGPicture: Equatable, Sendable {
  /// What it is called; also the first words of its text alternative.
  public let title: String
  /// One `<svg>` element with title and description.
  public let markup: String
}

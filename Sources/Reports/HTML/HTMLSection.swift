/// A section of a document with its heading and its place in the list of contents.
public struct HTMLSection: Sendable {
  /// What links name it by: lower-case letters and hyphens.
  public let id: String
  public let title: String
  public let content: [HTMLText]

  /// - Parameter title: English, then perhaps the Chinese term.
  public init(_ id: String, _ title: String, _ content: [HTMLText]) {
    self.id = id
    self.title = title
    self.content = content
  }

  var html: HTMLText {
    .element(
      .section, [(.id, id), (.labelledBy, "\(id)-heading")],
      [.element(.h2, [(.id, "\(id)-heading")], .marked(title))] + content)
  }
}

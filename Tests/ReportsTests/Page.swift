import Foundation
import FoundationXML
import Testing

/// An HTML document of ours, read by Foundation's XML parser: what is written is well-formed XML too.
struct Page {
  /// One element with its attributes and all the text below it.
  final class Node {
    let name: String
    let attributes: [String: String]
    private(set) var children: [Node] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    fileprivate func append(_ child: Node) { children.append(child) }

    /// Every element below this one, in order.
    var all: [Node] { children.flatMap { [$0] + $0.all } }

    func all(_ name: String) -> [Node] { all.filter { $0.name == name } }

    func all(class name: String) -> [Node] {
      all.filter { $0.attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false }
    }
  }

  let root: Node

  /// Refuses what is not well-formed.
  init(_ html: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    root = try #require(reader.root)
  }

  func all(_ name: String) -> [Node] { root.all(name) }

  /// What would be loaded from elsewhere, or run.
  static func outside(_ html: String) -> [String] {
    let text = html.replacingOccurrences(of: "xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    return [
      "http:", "https:", "src=", "url(", "@import", "<script", "<link", "<img", "<iframe",
      "<object",
      "onclick", "onload", "javascript:",
    ].filter(text.contains)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: Node?
    private var path: [Node] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let node = Node(name, attributes)
      path.last?.append(node)
      if root == nil { root = node }
      path.append(node)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      for node in path { node.text += string }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      path.removeLast()
    }
  }
}

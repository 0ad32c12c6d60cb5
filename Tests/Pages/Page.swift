import Foundation
import FoundationXML

/// An HTML document of ours, read by Foundation's XML parser: what is written is well-formed XML too.
public struct Page {
  /// One element with its attributes and all the text below it.
  public final class Node {
    public let name: String
    public let attributes: [String: String]
    public fileprivate(set) var children: [Node] = []
    public fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
      self.name = name
      self.attributes = attributes
    }

    /// Every element below this one, in order.
    public var all: [Node] { children.flatMap { [$0] + $0.all } }

    public func all(_ name: String) -> [Node] { all.filter { $0.name == name } }

    public func all(class name: String) -> [Node] {
      all.filter { $0.attributes["class"]?.split(separator: " ").contains { $0 == name } ?? false }
    }

    public func number(_ attribute: String) -> Double {
      Double(attributes[attribute] ?? "") ?? .nan
    }
  }

  /// What is wrong with a document that is not well-formed.
  public struct Malformed: Error, CustomStringConvertible {
    public let description: String
  }

  public let root: Node

  /// Refuses what is not well-formed.
  public init(_ html: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = reader
    guard parser.parse(), let root = reader.root else {
      throw Malformed(
        description: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
    self.root = root
  }

  public func all(_ name: String) -> [Node] { root.all(name) }

  /// The section of that id.
  public func section(_ id: String) -> Node? {
    all("section").first { $0.attributes["id"] == id }
  }

  /// What would be loaded from elsewhere, or run.
  public var outside: [String] {
    let elements = ["script", "link", "img", "iframe", "object", "embed", "image", "use", "base"]
    var found = root.all.map(\.name).filter(elements.contains)
    for node in [root] + root.all {
      for (name, value) in node.attributes {
        let isOwn = name == "xmlns" || name == "href" && value.hasPrefix("#")
        let isReference = ["href", "src", "srcset", "action", "data"].contains(name)
        if name.hasPrefix("on") || isReference && !isOwn { found.append("\(name)=\(value)") }
      }
    }
    for style in all("style") {
      found += ["url(", "@import", "http"].filter(style.text.contains)
    }
    return found
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: Node?
    private var path: [Node] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let node = Node(name, attributes)
      path.last?.children.append(node)
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

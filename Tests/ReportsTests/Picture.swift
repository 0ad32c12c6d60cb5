import Foundation
import FoundationXML
import Testing

/// An SVG picture, read by Foundation's XML parser.
struct Picture {
  /// A bar: what it stands for, where it is, and what it says.
  struct Bar {
    let kind: String
    let winners: Int64
    let x: Double
    let y: Double
    let width: Double
    let height: Double
    var tooltip: String
  }

  private(set) var attributes: [String: String] = [:]
  private(set) var title = ""
  private(set) var description = ""
  private(set) var texts: [String] = []
  private(set) var bars: [Bar] = []

  /// Refuses what is not well-formed.
  init(_ svg: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    self = reader.picture
  }

  private init() {}

  func bars(_ kind: String) -> [Bar] { bars.filter { $0.kind == kind } }

  private final class Reader: NSObject, XMLParserDelegate {
    var picture = Picture()
    private var path: [String] = []
    private var text = ""
    private var isBar = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      path.append(name)
      text = ""
      if name == "svg" { picture.attributes = attributes }
      if name == "rect" { isBar = attributes["data-winners"] != nil }
      guard name == "rect", let winners = attributes["data-winners"] else { return }
      func number(_ key: String) -> Double { Double(attributes[key] ?? "") ?? .nan }
      let kind = attributes["class"]?.split(separator: " ").last.map(String.init)
      picture.bars.append(
        Bar(
          kind: kind ?? "", winners: Int64(winners) ?? -1, x: number("x"), y: number("y"),
          width: number("width"), height: number("height"), tooltip: ""))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      path.removeLast()
      switch (path.last, name) {
      case ("svg", "title"): picture.title = text
      case ("svg", "desc"): picture.description = text
      case ("rect", "title") where isBar: picture.bars[picture.bars.count - 1].tooltip = text
      case (_, "text"): picture.texts.append(text)
      default: break
      }
      text = ""
    }
  }
}

import Audit
import Quantities

/// A piece of HTML. Whatever a text holds, it is escaped when it becomes one, so that no name of an
/// offering can become markup. What is written is well-formed XML too.
///
/// ```swift
/// let cell: HTMLText = "5 < 7"  // "5 &lt; 7"
/// let line = HTMLText.element(.p, [(.class, "note")], "Figures of " + .strong(name))
/// ```
public struct HTMLText: Equatable, Sendable, ExpressibleByStringInterpolation {
  /// Well-formed markup.
  public let markup: String

  /// Text as a reader should see it.
  public init(_ text: String) { markup = XMLText.escaped(text) }

  public init(stringLiteral text: String) { self.init(text) }

  private init(markup: String) { self.markup = markup }

  /// The elements that documents are made of.
  public enum Element: String, Sendable {
    case a, article, br, caption, code, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3
    case header, li, main, nav, ol, p, pre, section, span, strong, table, tbody, td, tfoot, th
    case thead, tr, ul
  }

  /// The attributes that they bear.
  public enum Attribute: String, Sendable {
    case `class`, href, id, lang, role, scope, tabindex, title
    case hidden = "aria-hidden"
    case label = "aria-label"
    case labelledBy = "aria-labelledby"
  }

  /// One element with its attributes in this order.
  public static func element(
    _ element: Element, _ attributes: [(Attribute, String)] = [], _ content: HTMLText...
  ) -> HTMLText {
    self.element(element, attributes, content)
  }

  /// One element with its attributes in this order.
  public static func element(
    _ element: Element, _ attributes: [(Attribute, String)], _ content: [HTMLText]
  ) -> HTMLText {
    let name = element.rawValue
    let attributes = attributes.map { " \($0.rawValue)=\"\(XMLText.escaped($1))\"" }.joined()
    guard element != .br else { return HTMLText(markup: "<br/>") }
    return HTMLText(
      markup: "<\(name)\(attributes)>\(content.map(\.markup).joined())</\(name)>"
        + (element.isBlock ? "\n" : ""))
  }

  public static func + (left: HTMLText, right: HTMLText) -> HTMLText {
    HTMLText(markup: left.markup + right.markup)
  }

  /// All parts, one after the other.
  public static func joined(_ parts: [HTMLText], by separator: HTMLText = "") -> HTMLText {
    HTMLText(markup: parts.map(\.markup).joined(separator: separator.markup))
  }

  /// A picture, which is markup of our own.
  static func picture(_ picture: SVGPicture) -> HTMLText { HTMLText(markup: picture.markup) }
}

extension HTMLText {
  public static func strong(_ text: HTMLText) -> HTMLText { element(.strong, [], text) }

  public static func code(_ text: String) -> HTMLText { element(.code, [], HTMLText(text)) }

  public static func paragraph(_ text: HTMLText, class name: String? = nil) -> HTMLText {
    element(.p, name.map { [(.class, $0)] } ?? [], text)
  }

  /// A remark below a table or a picture.
  public static func note(_ text: HTMLText) -> HTMLText { paragraph(text, class: "note") }

  /// A heading inside a section.
  public static func subheading(_ text: String) -> HTMLText {
    element(.h3, [], marked(text))
  }

  /// A link to a section of the same document.
  public static func link(to section: String, _ text: HTMLText) -> HTMLText {
    element(.a, [(.href, "#\(section)")], text)
  }

  /// Lines as they are: commands, a checkpoint, a seed's text.
  public static func lines(_ lines: [String], label: String) -> HTMLText {
    let text = HTMLText(markup: lines.map(XMLText.escaped).joined(separator: "\n"))
    return element(
      .pre, [(.tabindex, "0"), (.role, "region"), (.label, label)], element(.code, [], text))
  }

  /// Text whose Chinese parts are marked as such, so that fonts and screen readers know them.
  public static func marked(_ text: String) -> HTMLText {
    var markup = ""
    var run = ""
    var isChinese = false
    func close() {
      guard !run.isEmpty else { return }
      markup +=
        isChinese
        ? "<span lang=\"zh-Hans\">\(XMLText.escaped(run))</span>" : XMLText.escaped(run)
      run = ""
    }
    for character in text {
      let belongs = character.unicodeScalars.contains { (0x2E80..<0xFFE0).contains($0.value) }
      if belongs != isChinese {
        close()
        isChinese = belongs
      }
      run.append(character)
    }
    close()
    return HTMLText(markup: markup)
  }

  /// Labels with their values: a definition list.
  public static func labelled(
    _ pairs: [(label: HTMLText, value: HTMLText)], class name: String = "labelled"
  ) -> HTMLText {
    element(
      .dl, [(.class, name)],
      pairs.map { pair in
        element(.div, [], element(.dt, [], pair.label), element(.dd, [], pair.value))
      })
  }

  /// Where a figure comes from: "17-404"; nothing where there is no entry.
  public static func entries(_ numbers: EntryNumbers) -> HTMLText {
    let shown = 4
    let text = numbers.description
    let ranges = text.split(separator: ", ")
    guard ranges.count > shown else { return HTMLText(text.isEmpty ? "–" : text) }
    let first = ranges.prefix(shown).joined(separator: ", ")
    return element(
      .span, [(.title, text)], HTMLText("\(first) and \(ranges.count - shown) more"))
  }

  /// A whole number of shares, fen or anything, grouped by thousands.
  public static func number(_ value: some BinaryInteger, decimals: Int = 0) -> HTMLText {
    HTMLText(DecimalText.grouped(value, decimals: decimals))
  }

  /// A figure of a document: the picture, and what it is called.
  static func figure(_ picture: SVGPicture, caption: HTMLText) -> HTMLText {
    element(
      .figure, [],
      element(
        .div, [(.class, "scroll"), (.tabindex, "0"), (.role, "region"), (.label, picture.title)],
        .picture(picture)), element(.figcaption, [], caption))
  }
}

extension HTMLText.Element {
  /// Whether a line end after the element means nothing.
  fileprivate var isBlock: Bool {
    switch self {
    case .a, .br, .code, .span, .strong: false
    default: true
    }
  }
}

/// One self-contained HTML file: header, verdict, contents, sections, footer. It needs no script and
/// nothing from outside, follows the reader's light or dark scheme, fits a phone and prints.
///
/// ```swift
/// let document = HTMLDocument(
///   generator: "ipo report", title: "德马科技 (688360)", subtitle: "From the price to the bell",
///   verdict: HTMLVerdict(.sound, "Sound: everything agrees"), sections: sections, footer: "…")
/// document.bytes
/// ```
///
/// The same values give the same bytes.
public struct HTMLDocument: Sendable {
  private let generator: String
  private let title: String
  private let subtitle: HTMLText
  private let verdict: HTMLVerdict
  private let lead: [HTMLText]
  private let sections: [HTMLSection]
  private let footer: HTMLText

  /// - Parameters:
  ///   - generator: The command that wrote it; a file of the same command may be replaced by it.
  ///   - lead: What stands between the verdict and the contents.
  public init(
    generator: String, title: String, subtitle: HTMLText, verdict: HTMLVerdict,
    lead: [HTMLText] = [], sections: [HTMLSection], footer: HTMLText
  ) {
    self.generator = generator
    self.title = title
    self.subtitle = subtitle
    self.verdict = verdict
    self.lead = lead
    self.sections = sections
    self.footer = footer
  }

  public var bytes: [UInt8] { Array(html.utf8) }

  public var html: String {
    """
    \(Self.beginning(of: generator))
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>\(XMLText.escaped(title)) – \(XMLText.escaped(generator))</title>
    <style>
    \(HTMLStyle.sheet)
    </style>
    </head>
    <body>
    \(body.markup)</body>
    </html>

    """
  }

  /// How every document of a command begins.
  public static func beginning(of generator: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="generator" content="\(XMLText.escaped(generator))"/>
    """
  }

  private var body: HTMLText {
    let skip = HTMLText.element(
      .a, [(.class, "skip"), (.href, "#content")], "Skip to the content")
    let header = HTMLText.element(
      .header, [], .element(.h1, [], .marked(title)),
      .element(.p, [(.class, "subtitle")], subtitle))
    let contents = HTMLText.element(
      .nav, [(.label, "Contents")],
      .element(
        .ol, [], sections.map { .element(.li, [], .link(to: $0.id, .marked($0.title))) }))
    return skip + header
      + .element(
        .main, [(.id, "content")], [verdict.html] + lead + [contents] + sections.map(\.html))
      + .element(.footer, [], footer)
  }
}

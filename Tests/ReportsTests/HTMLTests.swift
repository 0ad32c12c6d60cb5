import Audit
import Foundation
import Pages
import Reports
import Testing

/// The builder of HTML documents, and the style that they share.
struct HTMLTests {
  private static let hostile = "<script>alert('x')</script> & \"q\" ]]> <!-- 德马"

  private func document(_ name: String) -> HTMLDocument {
    let table = HTMLTable(
      name, [.init("account", .code), .init("shares", .number), .entries],
      [[HTMLText(name), .number(1_234_567), .entries(EntryNumbers([3, 4, 5, 9]))]],
      total: ["total", .number(1_234_567), ""])
    return HTMLDocument(
      generator: "ipo report", title: name, subtitle: HTMLText(name),
      verdict: HTMLVerdict(.unsound, name, [.paragraph(HTMLText(name))]),
      sections: [
        HTMLSection(
          "one", "One 一",
          [
            table.html, HTMLText.labelled([("label", HTMLText(name))]),
            .lines([name, "b"], label: name),
            .code(name), .marked(name), .subheading(name),
          ]),
        HTMLSection("two", name, [.note("\(name)")]),
      ], footer: HTMLText(name))
  }

  @Test func `Whatever a name holds, it stays text`() throws {
    let html = document(Self.hostile).html
    let page = try Page(html)
    #expect(page.outside.isEmpty)
    #expect(page.all("h1").map(\.text) == [Self.hostile])
    #expect(page.all("title").map(\.text) == ["\(Self.hostile) – ipo report"])
    #expect(page.all("caption").map(\.text) == [Self.hostile])
    #expect(page.all("pre").map(\.text) == ["\(Self.hostile)\nb"])
    #expect(page.all("pre").map { $0.attributes["aria-label"] } == [Self.hostile])
    #expect(page.all("code").last?.text == Self.hostile)
    #expect(page.all("script").isEmpty)
  }

  @Test func `A document has a language, landmarks and headings in order`() throws {
    let page = try Page(document("Ten Accounts").html)
    #expect(page.root.attributes["lang"] == "en")
    for landmark in ["header", "nav", "main", "footer"] {
      #expect(page.all(landmark).count == 1, "\(landmark)")
    }
    let levels = page.root.all.compactMap { node in
      ["h1", "h2", "h3"].firstIndex(of: node.name)
    }
    #expect(levels == [0, 1, 2, 1])
    let ids = page.root.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for link in page.all("a") {
      let target = try #require(link.attributes["href"])
      #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())))
    }
    for section in page.all("section") {
      #expect(ids.contains(section.attributes["aria-labelledby"] ?? ""))
    }
    #expect(
      page.all("span").filter { $0.attributes["lang"] == "zh-Hans" }.map(\.text) == ["一", "一"])
  }

  @Test func `A table names its columns and rows, and where its figures come from`() throws {
    let table = try #require(Page(document("Ten").html).all("table").first)
    #expect(
      table.all("th").compactMap { $0.attributes["scope"] } == ["col", "col", "col", "row", "row"])
    #expect(table.all("td").map(\.text) == ["1,234,567", "3-5, 9", "1,234,567", ""])
  }

  @Test func `Numbers of entries are cut where they are many, and whole for who asks`() throws {
    #expect(HTMLText.entries(EntryNumbers()) == "–")
    #expect(HTMLText.entries(EntryNumbers([1, 3, 5, 7])) == "1, 3, 5, 7")
    let cut = try Page(HTMLText.entries(EntryNumbers([1, 3, 5, 7, 9, 10])).markup).root
    #expect(cut.text == "1, 3, 5, 7 and 1 more")
    #expect(cut.attributes["title"] == "1, 3, 5, 7, 9-10")
  }

  @Test func `The same values give the same bytes`() {
    #expect(document("a").bytes == document("a").bytes)
    #expect(document("a").bytes != document("b").bytes)
  }

  @Test func `Every colour stands out from its grounds, in light and in dark`() throws {
    let colours = Dictionary(uniqueKeysWithValues: HTMLStyle.colours.map { ($0.name, $0) })
    let texts = ["text", "muted", "link", "sound", "open", "unsound"]
    let areas = ["neutral", "blue", "orange", "green", "purple", "vermilion"]
    for scheme in [\HTMLStyle.Colour.light, \HTMLStyle.Colour.dark] {
      let ground = try Colour(#require(colours["ground"])[keyPath: scheme])
      let surface = try Colour(#require(colours["surface"])[keyPath: scheme])
      for name in texts + areas {
        let colour = try Colour(#require(colours[name])[keyPath: scheme])
        let least = texts.contains(name) ? 4.5 : 3
        #expect(colour.contrast(to: ground) >= least, "\(name) on the ground")
        if texts.contains(name) {
          #expect(colour.contrast(to: surface) >= least, "\(name) on a surface")
        }
      }
      // Labels of a picture stand on its flows, which are 38 % opaque.
      for name in areas {
        let flow = try Colour(#require(colours[name])[keyPath: scheme]).over(ground, opacity: 0.38)
        let text = try Colour(#require(colours["text"])[keyPath: scheme])
        #expect(text.contrast(to: flow) >= 4.5, "text on a flow of \(name)")
      }
    }
  }
}

/// A colour as WCAG 2.2 measures it.
private struct Colour {
  private let channels: [Double]

  init(_ hex: String) throws {
    let value = try #require(UInt32(hex.dropFirst(), radix: 16))
    channels = [16, 8, 0].map { Double(value >> $0 & 0xFF) / 255 }
  }

  private init(channels: [Double]) { self.channels = channels }

  private var luminance: Double {
    let linear = channels.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  func contrast(to other: Colour) -> Double {
    let both = [luminance, other.luminance].sorted()
    return (both[1] + 0.05) / (both[0] + 0.05)
  }

  func over(_ ground: Colour, opacity: Double) -> Colour {
    Colour(
      channels: zip(channels, ground.channels).map { $0 * opacity + $1 * (1 - opacity) })
  }
}

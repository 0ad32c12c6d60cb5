import Quantities

/// Elements of a picture that takes its style from the document around it. All lengths are tenths of a
/// pixel.
struct SVGElements {
  /// A part of a path.
  enum Segment {
    case move(Int, Int)
    case line(Int, Int)
    case curve(Int, Int, Int, Int, Int, Int)
    case close
  }

  private var markup = ""

  mutating func text(_ text: String, x: Int, y: Int, _ classes: String) {
    markup +=
      "<text class=\"\(classes)\" x=\"\(px(x))\" y=\"\(px(y))\">\(XMLText.escaped(text))</text>\n"
  }

  mutating func rectangle(
    x: Int, y: Int, width: Int, height: Int, _ classes: String, tooltip: String
  ) {
    markup +=
      "<rect class=\"\(classes)\" x=\"\(px(x))\" y=\"\(px(y))\" width=\"\(px(width))\" "
      + "height=\"\(px(height))\"><title>\(XMLText.escaped(tooltip))</title></rect>\n"
  }

  mutating func line(x1: Int, y1: Int, x2: Int, y2: Int, _ classes: String) {
    markup +=
      "<line class=\"\(classes)\" x1=\"\(px(x1))\" y1=\"\(px(y1))\" x2=\"\(px(x2))\" "
      + "y2=\"\(px(y2))\"/>\n"
  }

  mutating func path(_ segments: [Segment], _ classes: String, tooltip: String? = nil) {
    let drawn = segments.map(text).joined()
    markup += "<path class=\"\(classes)\" d=\"\(drawn)\""
    markup += tooltip.map { "><title>\(XMLText.escaped($0))</title></path>\n" } ?? "/>\n"
  }

  /// The whole picture, named and described for those who cannot see it. `id` has to be its own in the
  /// document.
  func picture(
    id: String, class name: String, title: String, description: String, width: Int, height: Int
  ) -> SVGPicture {
    SVGPicture(
      title: title,
      markup: """
        <svg xmlns="http://www.w3.org/2000/svg" class="\(name)" role="img" \
        aria-labelledby="\(id)-title \(id)-description" width="\(px(width))" \
        height="\(px(height))" viewBox="0 0 \(px(width)) \(px(height))">
        <title id="\(id)-title">\(XMLText.escaped(title))</title>
        <desc id="\(id)-description">\(XMLText.escaped(description))</desc>
        \(markup)</svg>

        """)
  }

  private func text(_ segment: Segment) -> String {
    switch segment {
    case .move(let x, let y): "M\(px(x)) \(px(y))"
    case .line(let x, let y): "L\(px(x)) \(px(y))"
    case .curve(let x1, let y1, let x2, let y2, let x, let y):
      "C\(px(x1)) \(px(y1)) \(px(x2)) \(px(y2)) \(px(x)) \(px(y))"
    case .close: "Z"
    }
  }

  private func px(_ tenths: Int) -> String { DecimalText.plain(tenths, decimals: 1) }
}

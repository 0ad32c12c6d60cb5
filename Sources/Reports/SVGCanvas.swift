import Quantities

/// Writes an SVG picture from top to bottom. All lengths are tenths of a pixel.
struct SVGCanvas {
  private let width: Int
  /// The class of the picture and the beginning of its ids: two pictures in one page keep apart.
  private let name: String
  private var y = 0
  private var elements = ""

  init(width: Int, name: String) {
    self.width = width
    self.name = name
  }

  /// Goes down without drawing.
  mutating func move(_ distance: Int) { y += distance }

  /// Goes down, then writes a line of text on this baseline. `classes` names its styles.
  mutating func text(_ text: String, x: Int, down: Int, _ classes: String) {
    y += down
    label(text, x: x, top: 0, classes)
  }

  /// Writes a text on a baseline that is measured from here.
  mutating func label(_ text: String, x: Int, top: Int, _ classes: String) {
    elements +=
      "<text class=\"\(classes)\" x=\"\(px(x))\" y=\"\(px(y + top))\">"
      + "\(XMLText.escaped(text))</text>\n"
  }

  /// A bar that stands for winners, of tails or of parts; `top` is measured from here.
  mutating func bar(
    of kind: String, x: Int, top: Int, width: Int, height: Int, winners: Int64, tooltip: String
  ) {
    elements +=
      "<rect class=\"bar \(kind)\" \(box(x, top, width, height)) data-winners=\"\(winners)\">"
      + "<title>\(XMLText.escaped(tooltip))</title></rect>\n"
  }

  /// A plain rectangle.
  mutating func rectangle(x: Int, top: Int, width: Int, height: Int, _ classes: String) {
    elements += "<rect class=\"\(classes)\" \(box(x, top, width, height))/>\n"
  }

  /// A rectangle with what a reader is told of it.
  mutating func rectangle(
    x: Int, top: Int, width: Int, height: Int, _ classes: String, tooltip: String
  ) {
    elements +=
      "<rect class=\"\(classes)\" \(box(x, top, width, height))>"
      + "<title>\(XMLText.escaped(tooltip))</title></rect>\n"
  }

  /// A horizontal line.
  mutating func line(x: Int, top: Int, width: Int, _ classes: String) {
    elements +=
      "<line class=\"\(classes)\" x1=\"\(px(x))\" x2=\"\(px(x + width))\" "
      + "y1=\"\(px(y + top))\" y2=\"\(px(y + top))\"/>\n"
  }

  /// A vertical line; `top` is measured from here.
  mutating func vertical(x: Int, top: Int, height: Int, _ classes: String) {
    elements +=
      "<line class=\"\(classes)\" x1=\"\(px(x))\" x2=\"\(px(x))\" "
      + "y1=\"\(px(y + top))\" y2=\"\(px(y + top + height))\"/>\n"
  }

  /// A rectangle with what a reader is told of it; `top` is measured from here.
  mutating func field(
    x: Int, top: Int, width: Int, height: Int, _ classes: String, tooltip: String
  ) {
    elements +=
      "<rect class=\"\(classes)\" \(box(x, top, width, height))>"
      + "<title>\(XMLText.escaped(tooltip))</title></rect>\n"
  }

  /// A filled area under steps from left to right; each point is where a step begins and how high it
  /// is, measured up from here. The last step ends at `end`.
  mutating func steps(_ points: [(x: Int, height: Int)], end: Int) {
    guard let first = points.first else { return }
    var outline = "M\(px(first.x)) \(px(y - first.height))"
    for point in points.dropFirst() {
      outline += "H\(px(point.x))V\(px(y - point.height))"
    }
    outline += "H\(px(end))"
    elements +=
      "<path class=\"area\" d=\"\(outline)V\(px(y))H\(px(first.x))Z\"/>\n"
      + "<path class=\"steps\" d=\"\(outline)\"/>\n"
  }

  /// A step's mark with what a reader is told of it, and its value for programs.
  mutating func mark(x: Int, top: Int, shares: Int64, tooltip: String) {
    elements +=
      "<circle class=\"mark\" cx=\"\(px(x))\" cy=\"\(px(y + top))\" r=\"4\" "
      + "data-shares=\"\(shares)\"><title>\(XMLText.escaped(tooltip))</title></circle>\n"
  }

  /// The whole picture, on a ground of its own, named and described for those who cannot see it.
  func svg(title: String, description: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="\(name)" role="img" \
    aria-labelledby="\(name)-title \(name)-description" \
    width="\(px(width))" height="\(px(y))" viewBox="0 0 \(px(width)) \(px(y))">
    <title id="\(name)-title">\(XMLText.escaped(title))</title>
    <desc id="\(name)-description">\(XMLText.escaped(description))</desc>
    <style>
    \(style)
    </style>
    <rect class="ground" width="100%" height="100%"/>
    \(elements)</svg>

    """
  }

  // Every rule begins with the picture's class, so that it can stand in a page of its own style.
  private var style: String {
    """
    .\(name) { max-width: 100%; height: auto; }
    .\(name) text { fill: #1f2328; font: 14px system-ui, "PingFang SC", "Microsoft YaHei", \
    "Noto Sans CJK SC", sans-serif; }
    .\(name) .heading { font-size: 24px; font-weight: 600; }
    .\(name) .subheading { font-size: 16px; font-weight: 600; }
    .\(name) .label, .\(name) .end { text-anchor: end; }
    .\(name) .note, .\(name) .tick { fill: #59636e; font-size: 13px; }
    .\(name) .digits { fill: #59636e; font: 13px ui-monospace, "DejaVu Sans Mono", monospace; }
    .\(name) .ground { fill: #ffffff; }
    .\(name) .bar { fill: #2f74c0; }
    .\(name) .part { shape-rendering: crispEdges; }
    .\(name) .band { fill: #b3430b; fill-opacity: 0.18; }
    .\(name) .axis { stroke: #59636e; stroke-width: 1; }
    .\(name) .expected { stroke: #b3430b; stroke-width: 1.5; }
    .\(name) .area { fill: #2f74c0; fill-opacity: 0.14; }
    .\(name) .steps { fill: none; stroke: #2f74c0; stroke-width: 2; }
    .\(name) .mark { fill: #2f74c0; }
    .\(name) .centre { text-anchor: middle; }
    .\(name) .divider { fill: #59636e; fill-opacity: 0.22; }
    .\(name) .removed { fill: #59636e; fill-opacity: 0.16; }
    .\(name) .grid { stroke: #59636e; stroke-opacity: 0.25; stroke-width: 1; }
    .\(name) .number { stroke: #59636e; stroke-width: 1.5; stroke-dasharray: 5 4; }
    .\(name) .price { stroke: #b3430b; stroke-width: 2.5; }
    .\(name) .failed { fill: #b3430b; font-weight: 600; }
    .\(name) .passed { fill: #2f74c0; }
    @media (prefers-color-scheme: dark) {
    .\(name) text { fill: #e6edf3; }
    .\(name) .note, .\(name) .tick, .\(name) .digits { fill: #9aa4af; }
    .\(name) .ground { fill: #14181d; }
    .\(name) .bar { fill: #5aa0ee; }
    .\(name) .band { fill: #ffa657; fill-opacity: 0.18; }
    .\(name) .axis { stroke: #9aa4af; }
    .\(name) .expected { stroke: #ffa657; }
    .\(name) .area { fill: #5aa0ee; fill-opacity: 0.2; }
    .\(name) .steps { stroke: #5aa0ee; }
    .\(name) .mark { fill: #5aa0ee; }
    .\(name) .divider { fill: #9aa4af; }
    .\(name) .removed { fill: #9aa4af; }
    .\(name) .grid, .\(name) .number { stroke: #9aa4af; }
    .\(name) .price { stroke: #ffa657; }
    .\(name) .failed { fill: #ffa657; }
    .\(name) .passed { fill: #5aa0ee; }
    }
    """
  }

  private func box(_ x: Int, _ top: Int, _ width: Int, _ height: Int) -> String {
    "x=\"\(px(x))\" y=\"\(px(y + top))\" width=\"\(px(width))\" height=\"\(px(height))\""
  }

  private func px(_ tenths: Int) -> String {
    DecimalText.plain(tenths, decimals: 1)
  }
}

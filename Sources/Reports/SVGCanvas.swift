import Quantities

/// Writes an SVG picture from top to bottom. All lengths are tenths of a pixel.
struct SVGCanvas {
  private let width: Int
  private var y = 0
  private var elements = ""

  init(width: Int) { self.width = width }

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

  /// A horizontal line.
  mutating func line(x: Int, top: Int, width: Int, _ classes: String) {
    elements +=
      "<line class=\"\(classes)\" x1=\"\(px(x))\" x2=\"\(px(x + width))\" "
      + "y1=\"\(px(y + top))\" y2=\"\(px(y + top))\"/>\n"
  }

  /// The whole picture, on a ground of its own, named and described for those who cannot see it.
  func svg(title: String, description: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="ipo-draw" role="img" \
    aria-labelledby="ipo-draw-title ipo-draw-description" \
    width="\(px(width))" height="\(px(y))" viewBox="0 0 \(px(width)) \(px(y))">
    <title id="ipo-draw-title">\(XMLText.escaped(title))</title>
    <desc id="ipo-draw-description">\(XMLText.escaped(description))</desc>
    <style>
    \(Self.style)
    </style>
    <rect class="ground" width="100%" height="100%"/>
    \(elements)</svg>

    """
  }

  // Every rule begins with the picture's class, so that it can stand in a page of its own style.
  private static let style = """
    .ipo-draw { max-width: 100%; height: auto; }
    .ipo-draw text { fill: #1f2328; font: 14px system-ui, "PingFang SC", "Microsoft YaHei", \
    "Noto Sans CJK SC", sans-serif; }
    .ipo-draw .heading { font-size: 24px; font-weight: 600; }
    .ipo-draw .subheading { font-size: 16px; font-weight: 600; }
    .ipo-draw .label, .ipo-draw .end { text-anchor: end; }
    .ipo-draw .note, .ipo-draw .tick { fill: #59636e; font-size: 13px; }
    .ipo-draw .digits { fill: #59636e; font: 13px ui-monospace, "DejaVu Sans Mono", monospace; }
    .ipo-draw .ground { fill: #ffffff; }
    .ipo-draw .bar { fill: #2f74c0; }
    .ipo-draw .part { shape-rendering: crispEdges; }
    .ipo-draw .band { fill: #b3430b; fill-opacity: 0.18; }
    .ipo-draw .axis { stroke: #59636e; stroke-width: 1; }
    .ipo-draw .expected { stroke: #b3430b; stroke-width: 1.5; }
    @media (prefers-color-scheme: dark) {
    .ipo-draw text { fill: #e6edf3; }
    .ipo-draw .note, .ipo-draw .tick, .ipo-draw .digits { fill: #9aa4af; }
    .ipo-draw .ground { fill: #14181d; }
    .ipo-draw .bar { fill: #5aa0ee; }
    .ipo-draw .band { fill: #ffa657; fill-opacity: 0.18; }
    .ipo-draw .axis { stroke: #9aa4af; }
    .ipo-draw .expected { stroke: #ffa657; }
    }
    """

  private func box(_ x: Int, _ top: Int, _ width: Int, _ height: Int) -> String {
    "x=\"\(px(x))\" y=\"\(px(y + top))\" width=\"\(px(width))\" height=\"\(px(height))\""
  }

  private func px(_ tenths: Int) -> String {
    DecimalText.plain(tenths, decimals: 1)
  }
}

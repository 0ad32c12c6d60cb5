import Audit
import Ledger
import Quantities

extension FlowChart {
  /// The chart as a Sankey picture: a band's height is its amount, and every node and band says in
  /// words what it is. Its colours are those of the document that it stands in.
  public var picture: SVGPicture {
    let layout = FlowLayout(self)
    var svg = SVGElements()
    for band in layout.bands { draw(band, &svg) }
    for box in layout.boxes { draw(box, &svg) }
    for box in layout.boxes { label(box, &svg) }
    return svg.picture(
      id: id, class: "flows", title: title, description: description, width: FlowLayout.width,
      height: layout.height)
  }

  private func draw(_ band: FlowLayout.Band, _ svg: inout SVGElements) {
    let (start, end) = (band.start, band.end)
    let half = (start.x + end.x) / 2
    let colour = band.flow.from.colour == .neutral ? band.flow.to.colour : band.flow.from.colour
    svg.path(
      [
        .move(start.x, start.y), .curve(half, start.y, half, end.y, end.x, end.y),
        .line(end.x, end.y + band.height),
        .curve(
          half, end.y + band.height, half, start.y + band.height, start.x,
          start.y + band.height), .close,
      ], "flow \(colour.rawValue)", tooltip: sentence(band.flow))
  }

  private func draw(_ box: FlowLayout.Box, _ svg: inout SVGElements) {
    svg.rectangle(
      x: box.x, y: box.y, width: FlowLayout.nodeWidth, height: box.height,
      "node \(box.node.colour.rawValue)",
      tooltip: "\(box.node.name): \(text(size(of: box.node)))")
  }

  /// Name and amount on the node's right.
  private func label(_ box: FlowLayout.Box, _ svg: inout SVGElements) {
    let x = box.x + FlowLayout.nodeWidth + 70
    svg.text(
      CellText.fitted(box.node.name, cells: box.labelCells), x: x, y: box.middle - 30, "name")
    svg.text(
      CellText.fitted(text(size(of: box.node)), cells: box.labelCells), x: x, y: box.middle + 130,
      "amount")
  }

  private func sentence(_ flow: Flow) -> String {
    let entries = flow.entries.ranges.count == 1 && flow.entries.ranges[0].count == 1
    return "\(flow.from.name) → \(flow.to.name), \(flow.reason): \(text(flow.amount)), "
      + "\(entries ? "entry" : "entries") \(flow.entries)"
  }

  /// All that the picture shows, in words.
  private var description: String {
    flows.isEmpty
      ? "Nothing has moved yet." : flows.map { sentence($0) + "." }.joined(separator: " ")
  }
}

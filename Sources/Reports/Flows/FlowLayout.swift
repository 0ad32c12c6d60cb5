/// Where the nodes and flows of a chart stand (a Sankey layout). All lengths are tenths of a pixel, by
/// integers alone; parts are rounded each for itself and then stacked, so that none covers another.
struct FlowLayout {
  struct Box {
    let node: FlowChart.Node
    let x: Int
    var y = 0
    let height: Int
    /// Cells of text that have room on its right.
    let labelCells: Int

    var middle: Int { y + height / 2 }
  }

  /// A flow's band: its upper edge at both ends, and how high it is everywhere.
  struct Band {
    let flow: FlowChart.Flow
    let start: (x: Int, y: Int)
    let end: (x: Int, y: Int)
    let height: Int
  }

  static let width = 11_000
  static let nodeWidth = 120
  /// Room for the labels of the last column.
  private static let labelRoom = 2_400
  /// What the largest column's amounts take together.
  private static let amountHeight = 3_400
  /// What the smallest amount takes, so that one share can be seen beside a hundred million.
  private static let leastHeight = 15
  /// Between the middles of two labels of a column.
  static let labelPitch = 360
  private static let leastGap = 120
  /// Above the first node and below the last, for labels that are higher than their node.
  private static let margin = 200
  private static let cellWidth = 72

  private(set) var boxes: [Box] = []
  private(set) var bands: [Band] = []
  private(set) var height = 0

  private let chart: FlowChart
  private let thickness: [Int]

  init(_ chart: FlowChart) {
    self.chart = chart
    let nodes = chart.nodes
    let columns = (nodes.map(\.column).max() ?? 0) + 1
    let largest =
      (0..<columns).map { column in
        nodes.lazy.filter { $0.column == column }.reduce(Int128(0)) { $0 + chart.size(of: $1) }
      }.max() ?? 0
    thickness = chart.flows.map { flow in
      max(
        Self.leastHeight,
        Int((flow.amount * Int128(Self.amountHeight) + largest / 2) / max(1, largest)))
    }
    let pitch = (Self.width - Self.nodeWidth - Self.labelRoom) / max(1, columns - 1)
    boxes = nodes.map { node in
      let room = node.column == columns - 1 ? Self.labelRoom : pitch - Self.nodeWidth
      return Box(
        node: node, x: node.column * pitch,
        height: max(
          sum { $0.from == node }, sum { $0.to == node }, Self.leastHeight),
        labelCells: (room - 200) / Self.cellWidth)
    }
    stand(columns)
    connect()
  }

  private func sum(where isMeant: (FlowChart.Flow) -> Bool) -> Int {
    zip(chart.flows, thickness).reduce(0) { $0 + (isMeant($1.0) ? $1.1 : 0) }
  }

  private func index(of node: FlowChart.Node) -> Int {
    boxes.firstIndex { $0.node == node } ?? 0
  }

  /// The least distance between two nodes of a column.
  private func gap(_ upper: Box, _ lower: Box) -> Int {
    max(Self.leastGap, Self.labelPitch - upper.height / 2 - lower.height / 2)
  }

  /// Puts every node beside what comes to it, as far as its neighbours leave room.
  private mutating func stand(_ columns: Int) {
    let members = (0..<columns).map { column in
      boxes.indices.filter { boxes[$0].node.column == column }
    }
    func packed(_ column: [Int]) -> Int {
      zip(column, column.dropFirst()).reduce(column.reduce(0) { $0 + boxes[$1].height }) {
        $0 + gap(boxes[$1.0], boxes[$1.1])
      }
    }
    let limit = members.map(packed).max() ?? 0
    for column in members {
      var top = 0
      for (position, index) in column.enumerated() {
        if position > 0 { top += gap(boxes[column[position - 1]], boxes[index]) }
        boxes[index].y = max(top, wanted(index, among: column, limit))
        top = boxes[index].y + boxes[index].height
      }
      var bottom = limit
      for (position, index) in column.enumerated().reversed() {
        boxes[index].y = min(boxes[index].y, bottom - boxes[index].height)
        if position > 0 {
          bottom = boxes[index].y - gap(boxes[column[position - 1]], boxes[index])
        }
      }
    }
    for index in boxes.indices { boxes[index].y += Self.margin }
    height = limit + 2 * Self.margin
  }

  /// Where a node would stand best: a source at the top, any other at the mean of where its flows come
  /// from.
  private func wanted(_ index: Int, among column: [Int], _ limit: Int) -> Int {
    var weighted = 0
    var total = 0
    for (flow, thickness) in zip(chart.flows, thickness) where flow.to == boxes[index].node {
      let source = boxes[self.index(of: flow.from)]
      weighted += (source.y + offset(of: flow, at: source.node) + thickness / 2) * thickness
      total += thickness
    }
    return total == 0 ? 0 : weighted / total - boxes[index].height / 2
  }

  /// How far below its source's top a flow begins: flows leave in the order of where they go.
  private func offset(of flow: FlowChart.Flow, at source: FlowChart.Node) -> Int {
    let own = index(of: flow.to)
    return zip(chart.flows, thickness).reduce(0) { sum, next in
      next.0.from == source && index(of: next.0.to) < own ? sum + next.1 : sum
    }
  }

  private mutating func connect() {
    for (flow, thickness) in zip(chart.flows, thickness) {
      let from = index(of: flow.from)
      let to = index(of: flow.to)
      let above = zip(chart.flows, self.thickness).reduce(0) { sum, next in
        next.0.to == flow.to && index(of: next.0.from) < from ? sum + next.1 : sum
      }
      bands.append(
        Band(
          flow: flow,
          start: (boxes[from].x + Self.nodeWidth, boxes[from].y + offset(of: flow, at: flow.from)),
          end: (boxes[to].x, boxes[to].y + above), height: thickness))
    }
  }
}

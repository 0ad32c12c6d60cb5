import Audit
import Ledger
import Quantities

/// Where shares or cash went, as a graph: nodes in columns from left to right, flows between them, each
/// with the entries that it comes from. Every amount is cut from `LedgerTotals`.
public struct FlowChart: Sendable {
  /// A place that shares or cash came to or left.
  public struct Node: Equatable, Sendable {
    public let id: String
    /// English, then perhaps the Chinese term.
    public let name: String
    /// From 0, left to right.
    public let column: Int
    public let colour: Colour
  }

  /// What went from one place to the next.
  public struct Flow: Equatable, Sendable {
    public let from: Node
    public let to: Node
    /// Shares or fen; above zero.
    public let amount: Int128
    public let entries: EntryNumbers
    /// Why: "reallocation 回拨".
    public let reason: String
  }

  /// A name of `HTMLStyle.colours`; names and amounts stand beside it always.
  public enum Colour: String, Sendable {
    case neutral, blue, orange, green, purple, vermilion
  }

  /// Lower-case letters and hyphens: what links and pictures name it by.
  public let id: String
  public let title: String
  public let commodity: Commodity
  /// Those that something came to or left, by column, then in the order in which they were placed.
  public var nodes: [Node] {
    let used = Set(added.flatMap { [$0.from.id, $0.to.id] })
    return places.filter { used.contains($0.id) }
  }
  /// By the column that they leave, then in the order in which they were added.
  public var flows: [Flow] {
    let columns = Set(added.map(\.from.column)).sorted()
    return columns.flatMap { column in added.filter { $0.from.column == column } }
  }
  private var added: [Flow] = []
  private var places: [Node] = []

  init(_ id: String, _ title: String, _ commodity: Commodity) {
    self.id = id
    self.title = title
    self.commodity = commodity
  }

  /// Makes a place for a node, below those that its column has.
  mutating func place(
    _ id: String, _ name: String, column: Int, _ colour: Colour = .neutral
  ) -> Node {
    let node = Node(id: id, name: name, column: column, colour: colour)
    places.append(node)
    return node
  }

  /// Adds a flow; of nothing there is none.
  mutating func flow(
    _ from: Node, _ to: Node, _ amount: Int128, _ entries: EntryNumbers, _ reason: String
  ) {
    guard amount > 0 else { return }
    added.append(
      Flow(from: from, to: to, amount: amount, entries: entries, reason: reason))
  }
}

extension FlowChart {
  /// What came to a node.
  public func received(_ node: Node) -> Int128 {
    added.lazy.filter { $0.to == node }.reduce(0) { $0 + $1.amount }
  }

  /// What left it.
  public func given(_ node: Node) -> Int128 {
    added.lazy.filter { $0.from == node }.reduce(0) { $0 + $1.amount }
  }

  /// What passed through it: the larger of both.
  public func size(of node: Node) -> Int128 { max(received(node), given(node)) }

  /// What came to a node and has not left it; nil for a source.
  public func remaining(_ node: Node) -> Int128? {
    let received = received(node)
    return received > 0 ? received - given(node) : nil
  }

  /// An amount with its unit, for people.
  public func text(_ amount: Int128) -> String {
    DecimalText.grouped(amount, decimals: commodity.decimals)
      + (commodity == .shares ? " shares" : " yuan")
  }

  /// A row a flow: what a reader checks the picture by.
  public var table: HTMLTable {
    HTMLTable(
      "\(title), flow by flow",
      [
        .init("from"), .init("to"), .init(commodity == .shares ? "shares" : "yuan", .number),
        .init("why"), .entries,
      ],
      flows.map { flow in
        [
          .marked(flow.from.name), .marked(flow.to.name),
          .number(flow.amount, decimals: commodity.decimals), .marked(flow.reason),
          .entries(flow.entries),
        ]
      })
  }
}

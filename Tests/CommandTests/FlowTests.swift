import Audit
import Foundation
import Ledger
import Pages
import Reports
import Testing

/// Where shares and cash went, in every state that an offering can be in: to the share and to the fen.
struct FlowTests {
  /// Every state, told apart by what was taken from the ten-account folder.
  enum Case: String, CaseIterable {
    case opened, placed, reallocated, unpaid, unregistered, listed, released, suspendedAfterPayment
    case withoutDraw, sealedDraw, manyLocks
  }

  private static func journal(_ state: Case) throws -> (Workspace, JournalAudit) {
    let folder = try ReportCase.folder(state)
    return (folder, JournalAudit([UInt8](try folder.data("journal.jsonl")), sizes: []))
  }

  @Test(arguments: Case.allCases)
  func `Every node gives what it received, or the ledger still holds it`(_ state: Case) throws {
    let (folder, journal) = try Self.journal(state)
    defer { withExtendedLifetime(folder) {} }
    #expect(journal.findings.isEmpty)
    let issue = ShareFlows.issue(journal)
    for node in issue.nodes where node.column == 1 || node.column == 2 {
      let tranche = try #require(node.id.split(separator: "-").last)
      let isLast = !issue.flows.contains { $0.from == node }
      let held = journal.totals.sum { row in
        row.commodity == .shares
          && (row.account == "tranche:\(tranche)"
            || row.account.hasPrefix("allotted:\(tranche):"))
      }.net
      if isLast, node.column == 2 { #expect(issue.remaining(node) == held, "\(node.id)") }
      if !isLast { #expect(issue.remaining(node) == 0, "\(node.id)") }
    }
    let total = journal.totals.sum("opening", .opening, "tranche", .shares).net
    for column in Set(issue.nodes.map(\.column)) {
      let nodes = issue.nodes.filter { $0.column == column }
      #expect(nodes.reduce(0) { $0 + issue.size(of: $1) } == total, "column \(column)")
    }
    let register = ShareFlows.registration(journal.totals)
    if let hub = register.nodes.first(where: { $0.id == "register" }) {
      #expect(register.remaining(hub) == 0)
      #expect(register.received(hub) == journal.balances.sum(under: "register:", .shares))
    }
  }

  @Test(arguments: Case.allCases)
  func `Cash that left a node came to it, and what stays is the ledger's balance`(
    _ state: Case
  ) throws {
    let (folder, journal) = try Self.journal(state)
    defer { withExtendedLifetime(folder) {} }
    let cash = CashFlows.chart(journal.totals)
    func balance(_ account: String) -> Int128 {
      journal.totals.sum { $0.commodity == .cash && $0.account == account }.net
    }
    for node in cash.nodes {
      guard let remaining = cash.remaining(node) else { continue }
      switch node.id {
      case "escrow-strategic", "escrow-offline", "escrow-online":
        #expect(remaining == balance(node.id.replacingOccurrences(of: "-", with: ":")))
      case "proceeds": #expect(remaining == balance("proceeds"))
      case "issuer": #expect(remaining == 0 || remaining == balance("issuer"))
      case "keeps": #expect(remaining == balance("issuer"))
      case "fee": #expect(remaining == balance("underwriter:fee"))
      case "vat": #expect(remaining == balance("underwriter:vat"))
      case "brokerage": #expect(remaining == balance("underwriter:brokerage"))
      case "costs": #expect(remaining == balance("fees:<name>"))
      case "duty": #expect(remaining == balance("tax:stamp-duty"))
      case "refunds":
        let back = journal.totals.sum {
          ($0.kind == .refund || $0.kind == .void) && $0.account.hasPrefix("escrow:")
        }
        #expect(remaining == back.given)
      default: Issue.record("no account for \(node.id)")
      }
    }
    for chart in [ShareFlows.issue(journal), ShareFlows.registration(journal.totals), cash] {
      for flow in chart.flows { #expect(!flow.entries.isEmpty, "\(flow)") }
    }
  }

  @Test func `The figures of a flow can be looked up in its entries`() throws {
    let (folder, journal) = try Self.journal(.listed)
    defer { withExtendedLifetime(folder) {} }
    let issue = ShareFlows.issue(journal)
    let taken = try #require(issue.flows.first { $0.to.id == "underwriter" })
    #expect(taken.amount == 1_301)
    let shortfall = try #require(issue.flows.first { $0.reason == "strategic shortfall" })
    #expect(shortfall.amount == 500)
    let lines = try folder.text("journal.jsonl").split(separator: "\n")
    for (flow, account, amount) in [
      (taken, "underwriter", "1301"), (shortfall, "tranche:offline", "500"),
    ] {
      let found = flow.entries.ranges.joined().contains { number in
        lines[Int(number)].contains(#""account":"\#(account)","amount":"\#(amount)""#)
      }
      #expect(found, "\(account)")
    }
    let cash = CashFlows.chart(journal.totals)
    #expect(cash.flows.first { $0.reason == "stamp duty 印花税" }?.amount == 11_124)
  }

  @Test func `More lock-ups than a picture holds are summed at the end`() throws {
    let (folder, journal) = try Self.journal(.manyLocks)
    defer { withExtendedLifetime(folder) {} }
    let chart = ShareFlows.registration(journal.totals)
    let locks = chart.nodes.filter { $0.id.hasPrefix("locked-") }
    #expect(locks.count == 10)
    // Three dates of the offering's own come before 2023; six of the holders' fifteen are told.
    #expect(locks.last?.name == "Locked for longer, 9 dates")
    #expect(locks.last.map(chart.received) == 36_000)
  }

  @Test(arguments: Case.allCases)
  func `Bands never cover each other, and labels never do`(_ state: Case) throws {
    let (folder, journal) = try Self.journal(state)
    defer { withExtendedLifetime(folder) {} }
    let charts = [
      ShareFlows.issue(journal), ShareFlows.registration(journal.totals),
      CashFlows.chart(journal.totals),
    ]
    for chart in charts where !chart.flows.isEmpty {
      try SankeyCheck(chart).check()
    }
  }
}

/// Reads a picture of flows as a browser would and looks for what covers what.
struct SankeyCheck {
  private let chart: FlowChart
  private let svg: Page.Node

  init(_ chart: FlowChart) throws {
    self.chart = chart
    svg = try Page(chart.picture.markup).root
  }

  func check() throws {
    let nodes = svg.all(class: "node")
    #expect(nodes.count == chart.nodes.count)
    #expect(svg.all(class: "flow").count == chart.flows.count)
    for (index, node) in nodes.enumerated() {
      #expect(node.number("height") >= 1.5)
      for other in nodes[(index + 1)...] where other.number("x") == node.number("x") {
        let (top, bottom) = (
          min(node.number("y"), other.number("y")), max(node.number("y"), other.number("y"))
        )
        let upper = node.number("y") == top ? node : other
        #expect(top + upper.number("height") + 11.9 <= bottom)
      }
    }
    let names = svg.all(class: "name")
    #expect(names.count == nodes.count)
    for (index, name) in names.enumerated() {
      #expect(!name.text.contains("…"), "cut: \(name.text)")
      for other in names[(index + 1)...] where other.number("x") == name.number("x") {
        #expect(abs(other.number("y") - name.number("y")) >= 36)
      }
    }
    try checkBands()
    #expect(svg.children.first { $0.name == "title" }?.text == chart.title)
    let words = try #require(svg.children.first { $0.name == "desc" }?.text)
    for flow in chart.flows { #expect(words.contains(chart.text(flow.amount))) }
  }

  /// The bands that leave a node, or reach one, stand below each other inside it.
  private func checkBands() throws {
    let bands = svg.all(class: "flow").map { band in
      (band.attributes["d"] ?? "").split { "MCLZ ".contains($0) }.compactMap { Double($0) }
    }
    for (isStart, x) in Set(bands.map { $0[0] }).map({ (true, $0) })
      + Set(bands.map { $0[6] }).map({ (false, $0) })
    {
      let here = bands.filter { (isStart ? $0[0] : $0[6]) == x }
      let edges = here.map { isStart ? ($0[1], $0[15]) : ($0[7], $0[9]) }.sorted { $0.0 < $1.0 }
      for (upper, lower) in zip(edges, edges.dropFirst()) { #expect(upper.1 <= lower.0 + 0.01) }
      for edge in edges { #expect(edge.1 - edge.0 >= 1.49) }
    }
  }
}

import Audit
import Ledger
import Offerings

/// Where the shares went (股份流向), as the journal's postings say.
public enum ShareFlows {
  /// From the issuer through the first division, the reallocation and the allotment to who kept them,
  /// or to the underwriter; of a suspended issue back to the issuer.
  public static func issue(_ journal: JournalAudit) -> FlowChart {
    let totals = journal.totals
    let decided = Set(journal.operations.map(\.id))
    var chart = FlowChart("flow-issue", "From the issuer to the investors", .shares)
    let issuer = chart.place("issuer", "Issuer 发行人", column: 0)
    let initial = Tranche.allCases.map { tranche in
      chart.place(
        "initial-\(tranche)", "\(tranche.title), first division", column: 1, tranche.colour)
    }
    let final = Tranche.allCases.map { tranche in
      chart.place(
        "final-\(tranche)", "\(tranche.title) \(tranche.chinese)", column: 2, tranche.colour)
    }
    let kept = Tranche.allCases.map { tranche in
      chart.place(
        "kept-\(tranche)", "\(tranche.title), kept and paid", column: 3, tranche.colour)
    }
    let underwriter = chart.place(
      "underwriter", "Underwriter takes up 余额包销", column: 3, .vermilion)
    let void = chart.place("void", "Void, to the issuer 中止发行", column: 3)

    for (index, tranche) in Tranche.allCases.enumerated() {
      let sum = totals.shares("opening", .opening, "tranche:\(tranche)")
      chart.flow(issuer, initial[index], sum.net, sum.entries, "first division")
    }
    guard decided.contains("clawback") else { return chart }
    divide(totals, from: initial, to: final, in: &chart)
    for (index, tranche) in Tranche.allCases.enumerated() {
      let outcome = Outcome(of: tranche, totals, isCounted: decided.contains("abandonment"))
      chart.flow(
        final[index], kept[index], outcome.kept, outcome.keptEntries, "allotted and paid 获配缴款")
      chart.flow(
        final[index], underwriter, outcome.abandoned.given, outcome.abandoned.entries,
        "abandoned 弃购")
      chart.flow(
        final[index], void, outcome.void.given, outcome.void.entries, "suspension 中止发行")
    }
    return chart
  }

  /// From the first division to the final one: the strategic shortfall goes to offline, then offline
  /// and online give to each other. What offline gives beyond its own is of the shortfall.
  private static func divide(
    _ totals: LedgerTotals, from initial: [FlowChart.Node], to final: [FlowChart.Node],
    in chart: inout FlowChart
  ) {
    let opened = Tranche.allCases.map { totals.shares("opening", .opening, "tranche:\($0)").net }
    let (strategic, offline, online) = (0, 1, 2)
    let shortfall = totals.shares("strategic", .decision, "tranche:offline")
    let clawback = totals.shares("clawback", .decision, "tranche:online")
    let toOnline = max(0, clawback.net)
    let toOffline = max(0, -clawback.net)
    let ofShortfall = max(0, toOnline - opened[offline])
    let entries = totals.shares("opening", .opening, "tranche").entries
    func keep(_ index: Int, _ amount: Int128) {
      chart.flow(initial[index], final[index], amount, entries, "as first divided")
    }
    keep(strategic, opened[strategic] - shortfall.net)
    chart.flow(
      initial[strategic], final[offline], shortfall.net - ofShortfall, shortfall.entries,
      "strategic shortfall")
    chart.flow(
      initial[strategic], final[online], ofShortfall, clawback.entries, "reallocation 回拨")
    keep(offline, opened[offline] - toOnline + ofShortfall)
    chart.flow(
      initial[offline], final[online], toOnline - ofShortfall, clawback.entries,
      "reallocation 回拨")
    keep(online, opened[online] - toOffline)
    chart.flow(
      initial[online], final[offline], toOffline, clawback.entries, "reallocation 回拨")
  }

  /// What became of one tranche's allotments.
  private struct Outcome {
    let abandoned: PostedSum
    let void: PostedSum
    /// Zero until the money was counted.
    let kept: Int128
    let keptEntries: EntryNumbers

    init(of tranche: Tranche, _ totals: LedgerTotals, isCounted: Bool) {
      let allotted = totals.sum {
        $0.kind == .allotment && $0.account.hasPrefix("allotted:\(tranche):")
      }
      abandoned = totals.shares("abandonment", .abandonment, "allotted:\(tranche)")
      var void = totals.shares("suspension", .void, "allotted:\(tranche)")
      void.add(totals.shares("suspension", .decision, "tranche:\(tranche)"))
      self.void = void
      kept = isCounted ? allotted.net - abandoned.given : 0
      var entries = allotted.entries
      entries.formUnion(abandoned.entries)
      keptEntries = entries
    }
  }

  /// Locks that are told one by one; those after them are summed.
  private static let shownLocks = 9

  /// From the allotments, the underwriter and the holders of before into the register: free or locked,
  /// and what came free since.
  public static func registration(_ totals: LedgerTotals) -> FlowChart {
    var chart = FlowChart("flow-register", "Into the register, free or locked", .shares)
    let kept = Tranche.allCases.map { tranche in
      chart.place(
        "kept-\(tranche)", "\(tranche.title), kept and paid", column: 0, tranche.colour)
    }
    let underwriter = chart.place("underwriter", "Underwriter 余额包销", column: 0, .vermilion)
    let before = chart.place("before", "Holders of before 发行前股东", column: 0)
    let register = chart.place("register", "Register 股份登记", column: 1)
    let free = chart.place("free", "Free to trade 可流通", column: 2, .green)

    func entered(_ from: FlowChart.Node, _ account: String, _ reason: String) {
      let sum = totals.shares("registration", .registration, account)
      chart.flow(from, register, sum.given, sum.entries, reason)
    }
    for (index, tranche) in Tranche.allCases.enumerated() {
      entered(kept[index], "allotted:\(tranche)", "registered 登记")
    }
    entered(underwriter, "underwriter", "taken up, registered")
    entered(before, "issuer", "held before the offering")
    let sum = totals.shares("registration", .registration, "register:<holder>:free")
    chart.flow(register, free, sum.received, sum.entries, "free from the listing")
    lock(totals, register, in: &chart)
    return chart
  }

  private static func lock(
    _ totals: LedgerTotals, _ register: FlowChart.Node, in chart: inout FlowChart
  ) {
    let prefix = "register:<holder>:locked:"
    let paths = totals.rows.filter {
      $0.operation == "registration" && $0.commodity == .shares && $0.account.hasPrefix(prefix)
    }.map(\.account).sorted()
    let released = totals.rows.contains { $0.kind == .release }
    let shown = paths.count <= shownLocks + 1 ? paths.count : shownLocks
    var nodes: [(node: FlowChart.Node, paths: [String])] = paths.prefix(shown).map { path in
      let date = String(path.dropFirst(prefix.count))
      return (
        chart.place("locked-\(date)", "Locked until \(date) 限售", column: 2, .blue), [path]
      )
    }
    if paths.count > shown {
      let rest = Array(paths.dropFirst(shown))
      let name = "Locked for longer, \(rest.count) dates"
      nodes.append((chart.place("locked-later", name, column: 2, .blue), rest))
    }
    let since = released ? chart.place("since", "Free since 解除限售", column: 3, .green) : nil
    for (node, paths) in nodes {
      let sum = totals.sum { $0.operation == "registration" && paths.contains($0.account) }
      chart.flow(register, node, sum.received, sum.entries, "locked 限售")
      let out = totals.sum { $0.kind == .release && paths.contains($0.account) }
      if let since { chart.flow(node, since, out.given, out.entries, "released 解除限售") }
    }
  }
}

extension LedgerTotals {
  /// The shares that one kind of entry of one operation posted.
  fileprivate func shares(
    _ operation: String, _ kind: EntryKind, _ account: String
  ) -> PostedSum {
    sum(operation, kind, account, .shares)
  }
}

extension Tranche {
  var title: String {
    switch self {
    case .strategic: "Strategic"
    case .offline: "Offline"
    case .online: "Online"
    }
  }

  var chinese: String {
    switch self {
    case .strategic: "战略配售"
    case .offline: "网下发行"
    case .online: "网上发行"
    }
  }

  var colour: FlowChart.Colour {
    switch self {
    case .strategic: .purple
    case .offline: .blue
    case .online: .orange
    }
  }
}

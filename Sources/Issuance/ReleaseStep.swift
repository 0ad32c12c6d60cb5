import CanonicalJSON
import Ledger
import Offerings
import Quantities
import ShareRegister
import TradingDays

extension Passage {
  /// What is wrong with the order of a journal's operations; nil where it stands. Steps come in the
  /// order of the timetable, reveals among themselves as they come, confirmations and releases when
  /// they come.
  public func disorder(of operations: [String]) -> (found: String, expected: String)? {
    let timetable = steps.map(\.id).filter {
      !$0.hasPrefix("confirmation-") && !ApprovalPlace.isOfRelease(operation: $0)
    }
    var places: [String: Int] = [:]
    var place = 0
    for (index, id) in timetable.enumerated() {
      let isBesideReveal =
        index > 0 && id.hasPrefix(Self.revealPrefix)
        && timetable[index - 1].hasPrefix(Self.revealPrefix)
      if !isBesideReveal { place += 1 }
      places[id] = place
    }
    let found = operations.filter { places[$0] != nil }
    let order = found.compactMap { places[$0] }
    let skipped = timetable.contains { id in
      (places[id] ?? 0) < order.last ?? 0 && !found.contains(id)
    }
    guard skipped || order != order.sorted() else { return releaseDisorder(of: operations) }
    return (
      found.joined(separator: ", "), timetable.prefix(found.count).joined(separator: ", ")
    )
  }

  /// The words on a release come in their order, and before it.
  private func releaseDisorder(of operations: [String]) -> (found: String, expected: String)? {
    for standing in standings where standing.gate.gate == .release {
      let expected = standing.steps.map(\.id) + [standing.subject.id]
      let found = operations.filter(expected.contains)
      if found != Array(expected.prefix(found.count)) {
        return (found.joined(separator: ", "), expected.joined(separator: ", "))
      }
    }
    return nil
  }

  /// The step or the release that an operation's id names; nil where terms and facts lead to none.
  public func step(named id: String) throws -> Step? {
    try steps.first { $0.id == id } ?? release(named: id)
  }

  /// The lock-ups that end on one contractual date come free (解除限售). The step's id carries the
  /// date, so a second release of the same date is the same operation.
  ///
  /// - Returns: nil where nothing is locked until that day.
  public func release(of end: Day, session: Day) throws -> Step? {
    try results.release(of: end, session: session)
  }

  /// The release that an operation's id names; nil where it names none, or one that waits at its gate.
  private func release(named id: String) throws -> Step? {
    guard state == .listed, id.hasPrefix("release-"),
      let end = Day(id.dropFirst("release-".count)),
      let session = results.schedule?.tranches.first(where: { $0.end == end })?.session,
      try standing(at: GateName(releaseOf: end))?.isOpen ?? true
    else { return nil }
    return try release(of: end, session: session)
  }

  /// The operation that records the confirmation of another.
  public static func confirmationID(of operation: String) -> String { "confirmation-\(operation)" }

  /// The operation that a step confirms; nil where it is no confirmation.
  public static func confirmed(by id: String) -> String? {
    id.hasPrefix("confirmation-") ? String(id.dropFirst("confirmation-".count)) : nil
  }

  /// The operation that releases what is locked until `end`.
  public static func releaseID(of end: Day) -> String { "release-\(end)" }
}

extension Results {
  /// The release of what is locked until a day; nil where nothing is.
  func release(of end: Day, session: Day) throws -> Step? {
    let holdings = (registration?.holdings ?? []).filter { $0.lockedUntil == end }
    guard !holdings.isEmpty else { return nil }
    var report = StepReport("Release 解除限售", when: "lock-up to \(end)", day: session)
    report.add("shares", "\(try Shares.sum(holdings.map(\.shares)))")
    report.add("holders", "\(Set(holdings.map(\.holder)).count)")
    let id = Passage.releaseID(of: end)
    return Step(id: id, report: report) { sink in
      var batch = EntryBatch(
        operation: id, kind: .release,
        body: [
          "end": .string(end.description), "session": .string(session.description),
          "status": "instructed",
        ])
      for holding in holdings {
        try sink.post(
          batch.add(
            Posting.move(holding.shares, from: holding.account, to: .free(holding.holder)),
            balancing: []))
      }
      try sink.post(batch.flush())
    }
  }
}

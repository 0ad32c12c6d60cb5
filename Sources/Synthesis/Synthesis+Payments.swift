import Allotment
import Bookbuilding
import Inputs
import Issuance
import Lottery
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

extension Synthesis {
  /// A payment for every allotment, but for the shares that have to come out abandoned.
  func paymentRows(_ passage: Passage, _ inputs: RecordedInputs) throws -> RowText {
    guard let list = inputs.applications?.value, let winners = passage.results.onlineWinners else {
      throw SynthesisError.notReached("the draw", passage.waiting.first?.needs ?? "")
    }
    var rows = RowText("account,tranche,amount,paid_at,reference")
    if let offline = passage.results.offline { try payOffline(offline, into: &rows) }
    try payOnline(list, winners, into: &rows)
    return rows
  }

  /// Whole accounts default until the offline target is met; they were made to fit it.
  private func payOffline(_ allotment: OfflineAllotment, into rows: inout RowText) throws {
    var generator = generator("offline payments")
    let opening = try instant(hour: 8, minute: 30, of: offering.rules.offlineDeadline)
    let deadline = try offering.instant(offering.rules.offlineDeadline)
    let defaulters = try defaulters(allotment)
    for (index, line) in allotment.lines.enumerated() {
      let due = try Due(
        tranche: .offline, account: line.bid.account.text, shares: line.allotted, of: priced)
      guard !defaulters.contains(index), due.shares > .zero else { continue }
      rows.append(
        due.account, "offline", try due.total().canonical,
        time(from: opening, to: deadline, &generator), "OFF-\(index + 1)")
    }
  }

  /// The lines, last first, whose allotments make up the offline target exactly.
  private func defaulters(_ allotment: OfflineAllotment) throws -> Set<Int> {
    let count = defaulterCount(mean: allotment.lines.count, of: allotment.lines)
    let chosen = Set(allotment.lines.indices.suffix(count))
    let given = try Shares.sum(chosen.map { allotment.lines[$0].allotted })
    guard given == targets.offlineAbandoned else {
      throw SynthesisError.totalsImpossible(
        "no whole accounts of inputs/bids.csv make up \(targets.offlineAbandoned) abandoned shares")
    }
    return chosen
  }

  private func defaulterCount(mean lines: Int, of all: [OfflineAllotment.Line]) -> Int {
    var rest = targets.offlineAbandoned.count
    var count = 0
    while rest > 0, count < lines {
      count += 1
      rest -= all[lines - count].allotted.count
    }
    return count
  }

  /// Winners in shuffled order give up all they won until the target is met; the last one a part.
  private func payOnline(
    _ list: ApplicationList, _ winners: [(row: Int, lots: Int64)], into rows: inout RowText
  ) throws {
    var generator = generator("online payments")
    var toAbandon = targets.onlineAbandoned.count
    var abandoned = [Int64](repeating: 0, count: winners.count)
    for index in shuffled(winners.count, &generator) where toAbandon > 0 {
      let won = winners[Int(index)].lots * list.lot.count
      abandoned[Int(index)] = min(won, toAbandon)
      toAbandon -= abandoned[Int(index)]
    }
    guard toAbandon == 0 else {
      throw SynthesisError.totalsImpossible(
        "\(targets.onlineAbandoned) shares cannot be abandoned online: fewer were won")
    }
    let opening = try instant(hour: 9, minute: 0, of: offering.rules.onlineDeadline)
    let deadline = try offering.instant(offering.rules.onlineDeadline)
    for (index, winner) in winners.enumerated() {
      let kept = Shares(winner.lots * list.lot.count - abandoned[index])
      guard kept > .zero else { continue }
      rows.append(
        list.account(at: winner.row), "online", try (priced.price * kept).canonical,
        time(from: opening, to: deadline, &generator), "ON-\(index + 1)")
    }
  }

  private func instant(hour: Int, minute: Int, of deadline: Deadline) throws -> Instant {
    Instant.at(try offering.day(deadline.offset), hour: hour, minute: minute)
  }

  /// A time up to the deadline, to the second.
  func time(from: Instant, to end: Instant, _ generator: inout SHA256Generator) -> String {
    let seconds = UInt64(end.secondsSinceEpoch - from.secondsSinceEpoch)
    return Instant(
      secondsSinceEpoch: from.secondsSinceEpoch + Int64(generator.below(seconds + 1))
    ).description
  }
}

import Allotment
import Clawback
import Lottery
import Offerings
import Quantities
import Rulebooks
import Settlement
import ShareRegister

extension Results {
  /// Every figure that announcements print, in canonical text, by the name that `published:` uses;
  /// only what has been decided.
  public func figures(_ offering: Offering) throws -> [String: String] {
    let rules = offering.rules
    var figures = try bookFigures(rules)
    if let decision = reallocation {
      figures["multiple"] = decision.multiple.decimal(places: rules.multipleDecimals)
      figures["clawback"] = String(decision.clawback.count)
      figures["online_final"] = String(decision.online.count)
      figures["offline_final"] = String(decision.offline.count)
      figures["win_rate"] = decision.winningRate.percent(places: rules.rateDecimals)
      figures["winners"] = String(decision.winners(lot: rules.lot))
    }
    // Of a suspended issue nothing that came after the clawback stands.
    guard !isSuspended else { return figures }
    if let draw {
      figures["numbers"] = String(draw.numbers.count)
      figures["last_number"] = String(draw.numbers.last)
    }
    if let lock { figures["offline_locked"] = String(try lock.total().count) }
    if let collection {
      for tranche in [Tranche.online, .offline] {
        let totals = try collection.totals(tranche)
        figures["\(tranche)_paid"] = String(totals.kept.count)
        figures["\(tranche)_paid_amount"] = totals.keptAmount.canonical
        figures["\(tranche)_abandoned"] = String(totals.abandoned.count)
        figures["\(tranche)_abandoned_amount"] = totals.abandonedAmount.canonical
      }
      let taken = try collection.totals(.online).abandoned + collection.totals(.offline).abandoned
      figures["take_up"] = String(taken.count)
      figures["take_up_amount"] = try priced.map { try ($0.price * taken).canonical }
    }
    if let proceeds {
      figures["gross"] = proceeds.gross.canonical
      figures["net"] = proceeds.net.canonical
      figures["stamp_duty"] = proceeds.stampDuty.canonical
    }
    if let schedule {
      figures["free_float"] = String(schedule.free.count)
      figures["capital"] = String(try (schedule.free + schedule.locked).count)
    }
    return figures
  }

  /// The names that `published:` may use.
  public static let figureNames =
    bookFigureNames + [
      "multiple", "clawback", "online_final", "offline_final", "win_rate", "winners", "numbers",
      "last_number", "offline_locked", "online_paid", "online_paid_amount", "online_abandoned",
      "online_abandoned_amount", "offline_paid", "offline_paid_amount", "offline_abandoned",
      "offline_abandoned_amount", "take_up", "take_up_amount", "gross", "net", "stamp_duty",
      "free_float", "capital",
    ]
}

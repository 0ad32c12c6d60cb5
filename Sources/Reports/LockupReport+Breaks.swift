import CanonicalJSON
import Quantities
import Reconciliation
import ShareRegister
import TradingDays

extension LockupReport {
  /// Most breaks that are told in a table; the JSON has all.
  private static let shown = 100

  /// What was compared, every break in a table, and the verdict.
  var compared: String {
    var text = "\n"
    for verification in verifications {
      let count = verification.breaks.count
      text += TextBlock.labelled(
        verification.side.title,
        "\(counted(verification.matched, "account")) "
          + (verification.matched == 1 ? "agrees" : "agree") + " with what is owed"
          + (count == 0 ? "" : ", \(counted(count, "break"))"))
    }
    let breaks = breaks
    guard !breaks.isEmpty else {
      return text + TextBlock.labelled("result", "every lock-up is where it should be")
    }
    let rows = breaks.prefix(Self.shown).map { found in
      [
        found.side.rawValue, found.kind.rawValue, found.account, cell(found.expected),
        cell(found.found), found.cause,
      ]
    }
    text +=
      "\n"
      + TextBlock.table(
        ["found in", "kind", "account", "expected", "found", "cause"], Array(rows), right: [3, 4])
    if breaks.count > rows.count { text += "… and \(breaks.count - rows.count) more\n" }
    return text + "\n" + TextBlock.labelled("result", "OPEN: \(counted(breaks.count, "break"))")
  }

  private func cell(_ value: BreakValue?) -> String {
    switch value {
    case nil: "–"
    case .shares(let shares): shares.description
    case .some(let other): other.canonical
    }
  }

  /// Shares are strings; percentages are strings with four decimals, half up.
  public var json: JSONValue {
    [
      "as_of": .string(asOf.description), "free": .string(String(schedule.free.count)),
      "released": .string(String(releasedShares.count)),
      "locked": .string(String(schedule.locked.count)),
      "listing_day": .string(calendar.listingDay.description),
      "capital": .string(String(calendar.capital.count)),
      "float": [
        "due": .string(String(calendar.float(on: asOf).count)),
        "ledger": .string(String(freeInLedger.count)),
        "due_percent": percent(calendar.float(on: asOf), of: calendar.capital),
      ],
      "lockups": .array(calendar.releases.map(json)),
      "obligations": .array(obligations.map(Self.json)),
      "compared": .array(
        verifications.map {
          [
            "side": .string($0.side.rawValue), "matched": .integer(Int64($0.matched)),
            "breaks": .integer(Int64($0.breaks.count)),
          ]
        }),
      "breaks": .array(breaks.map(Self.json)),
    ]
  }

  private func json(_ release: FloatCalendar.Release) -> JSONValue {
    let tranche = release.tranche
    return [
      "locked_until": .string(tranche.end.description),
      "first_session": tranche.session.map { .string($0.description) } ?? .null,
      "shares": .string(String(tranche.shares.count)), "holders": .integer(Int64(tranche.holders)),
      "origins": .array(tranche.origins.map { .string($0.rawValue) }),
      "state": .string(state(tranche)),
      "percent_of_capital": percent(tranche.shares, of: calendar.capital),
      "percent_of_float_before": percent(tranche.shares, of: release.before),
      "percent_of_float_after": percent(tranche.shares, of: release.after),
      "float_before": .string(String(release.before.count)),
      "float_after": .string(String(release.after.count)),
    ]
  }

  private static func json(_ obligation: LockObligation) -> JSONValue {
    [
      "holder": .string(obligation.holder), "shares": .string(String(obligation.shares.count)),
      "locked_until": .string(obligation.end.description),
      "first_session": obligation.session.map { .string($0.description) } ?? .null,
      "origin": .string(obligation.origin.rawValue), "source": .string(obligation.source),
    ]
  }

  private static func json(_ found: LockBreak) -> JSONValue {
    func text(_ value: BreakValue?) -> JSONValue { value.map { .string($0.canonical) } ?? .null }
    return [
      "side": .string(found.side.rawValue), "kind": .string(found.kind.rawValue),
      "key": .string(found.account), "expected": text(found.expected), "found": text(found.found),
      "difference": text(found.difference), "cause": .string(found.cause),
      "counterparty": found.counterparty.map { .string($0) } ?? .null,
      "source": .string(found.source),
    ]
  }

  private func percent(_ part: Shares, of whole: Shares) -> JSONValue {
    FloatCalendar.percent(part, of: whole).map { .string($0) } ?? .null
  }
}

extension LockBreak.Side {
  fileprivate var title: String {
    switch self {
    case .ledger: "the ledger"
    case .register: "the depository"
    }
  }
}

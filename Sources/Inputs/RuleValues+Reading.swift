import Lottery
import Quantities
import Rulebooks

extension RuleValues {
  /// Reads every rule that decisions use from a map of rule keys; an unknown or missing key is a
  /// fault.
  init(reading node: DocumentNode, faults: FaultList) {
    let rules = MapReader(node, name: "rules", known: Self.keys, faults: faults)
    for key in Self.keysOfLists where !rules.has(key) {
      faults.add(
        InputFault(
          "missingKey", at: node.place, found: "no \"rules.\(key)\"", expected: "this key"))
    }
    self.init(
      priceTick: rules.money("price.tick"),
      elimination: Self.elimination(rules),
      lot: rules.lot("online.lot"),
      capDivisor: rules.integer("online.cap_divisor", in: 1...1_000_000_000),
      capMaximum: rules.shares("online.cap_maximum"),
      firstNumber: rules.integer("lottery.first_number", in: 0...1_000_000_000_000_000),
      nines: rules.value(
        "lottery.nines", or: .eightPlusOne, required: true, expected: "8+1 or 5+4",
        rule: "unknownNines"
      ) { try Nines(parsing: $0) },
      multipleDecimals: Int(rules.integer("print.multiple_decimals", in: 0...12)),
      rateDecimals: Int(rules.integer("print.rate_decimals", in: 0...12)),
      bands: rules.list("clawback.bands").map { Self.band($0, faults) },
      clawbackLot: rules.lot("clawback.lot"),
      unlockedOfflineLimit: rules.has("clawback.unlocked_offline_limit_percent")
        ? rules.percent("clawback.unlocked_offline_limit_percent") : nil,
      classes: rules.texts("offline.classes"),
      priorities: rules.list("offline.priority").map { Self.priority($0, faults) },
      shortPayment: rules.value(
        "offline.short_payment", or: .void, required: true, expected: "void or keep",
        rule: "unknownShortPayment"
      ) { ShortPaymentRule(rawValue: $0) },
      offlineLock: Self.offlineLock(rules, faults),
      agreedLockMonths: Int(rules.integer("offline.agreed_lock_months", in: 1...600)),
      offlineDeadline: Self.deadline(rules, "payment.offline_deadline"),
      onlineDeadline: Self.deadline(rules, "payment.online_deadline"),
      minimumPaid: rules.percent("payment.minimum_percent"),
      takeUpLimit: rules.percent("underwriting.take_up_limit_percent"),
      strategicLockMonths: Self.months(rules, "strategic.lock_months", faults),
      preIPOLockMonths: Self.months(rules, "pre_ipo.lock_months", faults),
      vat: rules.percent("fees.vat_percent"),
      stampDuty: rules.percent("fees.stamp_duty_percent"))
    refuseContradictions(rules)
    if rules.text("offline.odd_lot") != "largest-in-first-class" {
      rules.report(
        "unknownOddLotRule", "offline.odd_lot", rules.text("offline.odd_lot"),
        "largest-in-first-class")
    }
  }

  /// Bands follow each other without gap or overlap; deadlines come before abandonment at T+3.
  private func refuseContradictions(_ rules: MapReader) {
    for (lower, upper) in zip(bands, bands.dropFirst()) where lower.upTo != upper.above {
      rules.report(
        "bandsDoNotMeet", "clawback.bands", "\(lower.label) and \(upper.label)",
        "each band to begin where the one before it ends")
    }
    for (key, deadline) in [
      ("payment.offline_deadline", offlineDeadline), ("payment.online_deadline", onlineDeadline),
    ] where deadline.offset > 2 {
      rules.report(
        "deadlineTooLate", key, deadline.description, "T+2 at the latest: T+3 counts what was paid")
    }
    if priceTick == .zero {
      rules.report("malformedAmount", "price.tick", priceTick.canonical, "above 0")
    }
  }

  private static let keys = [
    "price.tick", "book.elimination_percent", "online.lot", "online.cap_divisor",
    "online.cap_maximum", "lottery.first_number", "lottery.nines", "print.multiple_decimals",
    "print.rate_decimals", "clawback.bands", "clawback.lot",
    "clawback.unlocked_offline_limit_percent", "offline.classes", "offline.priority",
    "offline.odd_lot", "offline.short_payment", "offline.lock", "offline.agreed_lock_months",
    "payment.offline_deadline", "payment.online_deadline", "payment.minimum_percent",
    "underwriting.take_up_limit_percent", "strategic.lock_months", "pre_ipo.lock_months",
    "fees.vat_percent", "fees.stamp_duty_percent",
  ]

  /// Rules that are lists or maps, which could be read as empty where they are missing.
  private static let keysOfLists = [
    "book.elimination_percent", "clawback.bands", "offline.classes", "offline.priority",
    "strategic.lock_months", "pre_ipo.lock_months",
  ]

  private static func elimination(_ rules: MapReader) -> EliminationRule {
    let reader = MapReader(
      rules.node["book.elimination_percent"] ?? .map([], rules.node.place),
      name: "book.elimination_percent", known: ["at_least", "at_most"], faults: rules.faults)
    return EliminationRule(
      atLeast: reader.has("at_least") ? reader.percent("at_least") : nil,
      atMost: reader.has("at_most") ? reader.percent("at_most") : nil)
  }

  private static func band(_ node: DocumentNode, _ faults: FaultList) -> ClawbackBand {
    let reader = MapReader(
      node, name: "clawback.bands",
      known: ["label", "above", "up_to", "percent", "offline_left_percent"], faults: faults)
    let effect: ClawbackBand.Effect =
      reader.has("offline_left_percent")
      ? .leaveOffline(reader.percent("offline_left_percent")) : .move(reader.percent("percent"))
    return ClawbackBand(
      label: reader.text("label"), above: reader.integer("above", in: 0...1_000_000),
      upTo: reader.has("up_to") ? reader.integer("up_to", in: 1...1_000_000) : nil, effect: effect)
  }

  private static func priority(_ node: DocumentNode, _ faults: FaultList) -> ClassPriority {
    let reader = MapReader(
      node, name: "offline.priority", known: ["classes", "percent"], faults: faults)
    return ClassPriority(classes: reader.texts("classes"), share: reader.percent("percent"))
  }

  private static func offlineLock(_ rules: MapReader, _ faults: FaultList) -> OfflineLockRule {
    let reader = MapReader(
      rules.node["offline.lock"] ?? .map([], rules.node.place), name: "offline.lock",
      known: ["kind", "percent", "months", "classes"], faults: faults)
    switch reader.text("kind") {
    case "none": return .none
    case "tiers": return .tiers
    case "proportional":
      return .proportional(
        share: reader.percent("percent"), months: Int(reader.integer("months", in: 1...600)))
    case "account-lottery":
      return .accountLottery(
        share: reader.percent("percent"), months: Int(reader.integer("months", in: 1...600)),
        classes: reader.texts("classes"))
    case let other:
      reader.report("unknownLock", "kind", other, "none, proportional, account-lottery or tiers")
      return .none
    }
  }

  private static func deadline(_ rules: MapReader, _ key: String) -> Deadline {
    rules.value(
      key, or: Deadline(offset: 0, hour: 0, minute: 0), required: true,
      expected: "trading days after T and an hour, \"T+2 16:00\"", rule: "malformedDeadline"
    ) { Deadline($0) }
  }

  private static func months(
    _ rules: MapReader, _ key: String, _ faults: FaultList
  ) -> [String: Int] {
    let node = rules.node[key] ?? .map([], rules.node.place)
    let reader = MapReader(node, name: key, known: node.members.map(\.key), faults: faults)
    var months: [String: Int] = [:]
    for member in node.members {
      months[member.key] = Int(reader.integer(member.key, in: 1...600))
    }
    return months
  }
}

extension MapReader {
  /// A number of shares above zero.
  fileprivate func lot(_ key: String) -> Shares {
    Shares(integer(key, in: 1...1_000_000_000))
  }
}

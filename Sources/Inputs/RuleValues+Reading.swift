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
      book: BookRules(reading: rules),
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
      offlineDeadline: rules.deadline("payment.offline_deadline"),
      onlineDeadline: rules.deadline("payment.online_deadline"),
      minimumPaid: rules.percent("payment.minimum_percent"),
      takeUpLimit: rules.percent("underwriting.take_up_limit_percent"),
      strategic: StrategicRules(reading: rules),
      preIPOLockMonths: rules.months("pre_ipo.lock_months"),
      listingStandards: rules.list("listing.standards").map { Self.standard($0, faults) },
      vat: rules.percent("fees.vat_percent"),
      stampDuty: rules.percent("fees.stamp_duty_percent"))
    refuseContradictions(rules)
    book.refuseContradictions(rules, classes: classes)
    strategic.refuseContradictions(rules)
    for (key, value) in Self.fixed where rules.text(key) != value {
      rules.report("unknownValue", key, rules.text(key), value)
    }
  }

  /// Bands follow each other without gap or overlap; what an application owes is due after it and
  /// before abandonment at T+3.
  private func refuseContradictions(_ rules: MapReader) {
    for (lower, upper) in zip(bands, bands.dropFirst()) where lower.upTo != upper.above {
      rules.report(
        "bandsDoNotMeet", "clawback.bands", "\(lower.label) and \(upper.label)",
        "each band to begin where the one before it ends")
    }
    for (key, deadline) in [
      ("payment.offline_deadline", offlineDeadline), ("payment.online_deadline", onlineDeadline),
    ] {
      if deadline.offset > 2 {
        rules.report(
          "deadlineTooLate", key, deadline.description,
          "T+2 at the latest: T+3 counts what was paid")
      }
      if deadline.offset < 0 {
        rules.report(
          "deadlineTooEarly", key, deadline.description, "T at the earliest: nothing is due before")
      }
    }
    if priceTick == .zero {
      rules.report("malformedAmount", "price.tick", priceTick.canonical, "above 0")
    }
    var standards: Set<String> = []
    for standard in listingStandards where !standards.insert(standard.id).inserted {
      rules.report(
        "duplicateStandard", "listing.standards", standard.id, "every standard to stand once")
    }
  }

  private static let keys =
    [
      "price.tick", "price.cap_percent", "online.lot", "online.cap_divisor", "online.cap_maximum",
      "lottery.first_number", "lottery.nines", "print.multiple_decimals", "print.rate_decimals",
      "clawback.bands", "clawback.lot", "clawback.unlocked_offline_limit_percent",
      "offline.classes", "offline.priority", "offline.short_payment", "offline.lock",
      "offline.agreed_lock_months", "payment.offline_deadline", "payment.online_deadline",
      "payment.minimum_percent", "underwriting.take_up_limit_percent", "pre_ipo.lock_months",
      "listing.standards", "fees.vat_percent", "fees.stamp_duty_percent",
    ] + BookRules.keys + StrategicRules.keys + fixed.map(\.key)

  /// Rules that are lists or maps, which could be read as empty where they are missing.
  private static let keysOfLists =
    [
      "clawback.bands", "offline.classes", "offline.priority", "pre_ipo.lock_months",
      "listing.standards",
    ] + BookRules.keysOfLists + StrategicRules.keysOfLists

  /// Rules with one value that the program knows; they stand in the rulebook for their clauses.
  private static let fixed: [(key: String, value: String)] = [
    ("offline.odd_lot", "largest-in-first-class"),
    ("book.registration", "required"),
    ("book.assets", "total"),
    ("book.repeated_bid", "last"),
    ("book.removal_order", "price-down-shares-up-time-down-sequence-down"),
    ("book.keep_at_issue_price", "true"),
  ]

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

  private static func standard(_ node: DocumentNode, _ faults: FaultList) -> ListingStandard {
    let reader = MapReader(
      node, name: "listing.standards", known: ["id", "market_value"], faults: faults)
    return ListingStandard(id: reader.text("id"), marketValue: reader.money("market_value"))
  }
}

extension MapReader {
  /// A number of shares above zero.
  func lot(_ key: String) -> Shares {
    Shares(integer(key, in: 1...1_000_000_000))
  }

  /// A moment counted from T.
  func deadline(_ key: String) -> Deadline {
    value(
      key, or: Deadline(offset: 0, hour: 0, minute: 0), required: true,
      expected: "trading days from T and an hour, \"T+2 16:00\"", rule: "malformedDeadline"
    ) { Deadline($0) }
  }

  /// Months by category; none where the key is missing.
  func months(_ key: String) -> [String: Int] {
    guard let node = node[key] else { return [:] }
    let reader = MapReader(node, name: key, known: node.members.map(\.key), faults: faults)
    var months: [String: Int] = [:]
    for member in node.members {
      months[member.key] = Int(reader.integer(member.key, in: 1...600))
    }
    return months
  }

  /// Refuses tiers by size that do not rise, or whose last has an end: a larger issue would have none.
  func refuseTiers<Bound: Comparable>(_ key: String, _ bounds: [Bound?], named name: String) {
    let ends = bounds.dropLast()
    let rise = zip(ends, ends.dropFirst()).allSatisfy { lower, upper in
      guard let lower, let upper else { return false }
      return lower < upper
    }
    if !rise || ends.contains(where: { $0 == nil }) || (bounds.last ?? nil) != nil {
      report(
        "tiersNotRising", key, "\(bounds.count) tiers",
        "\(name) to rise from tier to tier, and the last tier without it")
    }
  }
}

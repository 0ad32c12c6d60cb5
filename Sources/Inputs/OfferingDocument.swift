import CanonicalJSON
import Cryptography
import Lottery
import Offerings
import Quantities
import Rulebooks
import TradingDays

/// `offering.yaml` as it stands: terms and facts are read from it once its rulebook is known.
public struct OfferingDocument: Sendable {
  public let file: String
  let root: DocumentNode

  /// Parses the YAML; says nothing yet of the keys.
  public init(_ bytes: [UInt8], file: String) throws(InputRefusal) {
    self.file = file
    root = try YAMLDocument.parse(bytes, file: file)
  }

  /// The rulebook's id or path and the day T, which the rulebook has to be read for.
  public func rulebookReference() throws(InputRefusal) -> (name: String, place: Place, day: Day) {
    let faults = FaultList()
    let reader = MapReader(root, name: "", known: Self.keys, faults: faults)
    let name = reader.text("rulebook")
    let day = reader.day("subscription_day")
    try faults.check()
    return (name, root["rulebook"]?.place ?? root.place, day)
  }

  /// The path of the witness policy, where the terms name one.
  public func policyReference() throws(InputRefusal) -> (path: String, place: Place)? {
    guard let node = root["witnessed"] else { return nil }
    let faults = FaultList()
    let reader = MapReader(node, name: "witnessed", known: WitnessedReader.keys, faults: faults)
    let path = reader.text("policy")
    try faults.check()
    return (path, node.place(of: "policy"))
  }

  /// Reads everything, refuses everything that is wrong at once.
  ///
  /// - Parameter policy: the bytes of the file that `policyReference` names.
  public func read(
    rulebook: Rulebook, policy: [UInt8]? = nil
  ) throws(InputRefusal) -> OfferingFile {
    let faults = FaultList()
    let reader = MapReader(root, name: "", known: Self.keys, faults: faults)
    var terms = Self.terms(reader, rulebook.values)
    terms.departures = reader.departures("departures")
    if reader.has("witnessed") { terms.witnessed = WitnessedReader.terms(reader, policy ?? []) }
    var facts = FactsReader.read(reader.node["facts"], faults)
    if terms.inquiry != nil, let price = terms.price {
      // What an inquiry found is no term: a recorded offering may state it in the terms' place.
      facts = Self.adding(price, to: facts, reader)
      terms.price = nil
    }
    let published = PublishedReader.read(reader.node["published"], faults)
    let synthetic = reader.texts("synthetic")
    let generate = GenerateTerms(
      reader.map("generate", known: GenerateTerms.keys, isOptional: true))
    let calendar = TradingCalendar.named(rulebook.calendar)
    if calendar == nil {
      faults.add(
        InputFault(
          "unknownCalendar", at: root.place(of: "rulebook"), found: "\"\(rulebook.calendar)\"",
          expected: "XSHG"))
    }
    try faults.check()
    do {
      let offering = try Offering(
        terms: terms, rulebook: rulebook, calendar: calendar ?? .xshg)
      return OfferingFile(
        offering: offering, facts: facts, published: published, synthetic: synthetic,
        generate: generate, root: root)
    } catch {
      throw InputRefusal(
        faults: error.errors.map { error in
          InputFault(
            error.rule, at: root.place(of: error.key), found: error.found,
            expected: error.expected)
        })
    }
  }

  static let keys = [
    "name", "code", "currency", "rulebook", "price", "subscription_day", "shares", "lottery",
    "inquiry", "valuation", "lock_tiers", "underwriter", "fees", "departures", "approvals",
    "witnessed", "facts", "published", "synthetic", "sources",
    "generate",
    "generated",
  ]

  private static func terms(_ reader: MapReader, _ rules: RuleValues) -> Terms {
    let currency = reader.text("currency", or: "CNY")
    if currency != "CNY" { reader.report("unknownCurrency", "currency", currency, "CNY") }
    let inquiry = InquiryReader.inquiry(reader, rules)
    let price = reader.optional("price", expected: "a price", rule: "priceOffTick") {
      try Price(parsing: $0, tick: rules.priceTick)
    }
    if inquiry == nil, !reader.has("price") {
      reader.faults.add(
        InputFault(
          "missingKey", at: reader.node.place, found: "no \"price\"",
          expected: "this key, or \"inquiry\" where the book has to find it"))
    }
    return Terms(
      name: reader.title("name"), code: reader.code("code"), rulebook: reader.text("rulebook"),
      price: price, subscriptionDay: reader.day("subscription_day"),
      shares: shares(reader), lottery: LotteryTermsReader.read(reader, rules),
      lockTiers: lockTiers(reader),
      underwriter: reader.name("underwriter", or: .underwriter),
      fees: fees(reader), inquiry: inquiry,
      valuation: InquiryReader.valuation(reader, rules), approvals: ApprovalReader.terms(reader))
  }

  private static func adding(_ price: Price, to facts: Facts, _ reader: MapReader) -> Facts {
    var facts = facts
    let stated = facts.price ?? PriceSetting(price)
    if stated.price != price {
      reader.report(
        "factContradicted", "price", price.canonical,
        "\(stated.price.canonical), as facts.price says")
    }
    facts.price = stated
    return facts
  }

  private static func shares(_ root: MapReader) -> ShareTerms {
    let reader = root.map(
      "shares",
      known: [
        "total", "strategic", "offline", "online", "over_allotment", "offline_locked", "pre_ipo",
      ])
    let locked = reader.value(
      "offline_locked", or: Ratio.zero, expected: "a fraction from 0 to below 1",
      rule: "malformedFraction"
    ) { text in
      let ratio = try Ratio(fraction: text)
      return ratio < .one ? ratio : nil
    }
    return ShareTerms(
      total: reader.shares("total"), strategic: reader.shares("strategic", or: .zero),
      offline: reader.shares("offline", or: .zero), online: reader.shares("online"),
      overAllotment: reader.shares("over_allotment", or: .zero), offlineLocked: locked,
      preIPO: reader.shares("pre_ipo", or: .zero))
  }

  private static func lockTiers(_ root: MapReader) -> [ClassTier] {
    root.list("lock_tiers").map { item in
      let reader = MapReader(
        item, name: "lock_tiers", known: ["class", "percent", "months"], faults: root.faults)
      return ClassTier(
        name: reader.text("class"),
        tier: LockTier(
          share: reader.percent("percent"), months: Int(reader.integer("months", in: 1...600))))
    }
  }

  private static func fees(_ root: MapReader) -> FeeTerms {
    let reader = root.map(
      "fees", known: ["underwriting", "prepaid", "others", "stamp_duty", "brokerage_percent"],
      isOptional: true)
    let others = (reader.node["others"]?.members ?? []).compactMap { member -> OtherFee? in
      let fee = MapReader(
        .map([member], member.place), name: "fees.others", known: [member.key],
        faults: root.faults)
      guard let name = AccountName(member.key), name != .prepaidFee else {
        fee.report(
          "malformedName", member.key, member.key,
          "\(AccountName.expectation), and not \(AccountName.prepaidFee)")
        return nil
      }
      return OtherFee(name: name, amount: fee.money(member.key))
    }
    return FeeTerms(
      underwriting: reader.money("underwriting", or: .zero),
      prepaid: reader.money("prepaid", or: .zero), others: others,
      paysStampDuty: reader.flag("stamp_duty"),
      brokerage: reader.percent("brokerage_percent", or: .zero))
  }
}

extension MapReader {
  /// A map below this one; an empty stand-in where it is missing.
  func map(_ key: String, known: [String], isOptional: Bool = false) -> MapReader {
    if node[key] == nil, !isOptional {
      faults.add(
        InputFault(
          "missingKey", at: node.place, found: "no \"\(path(key))\"", expected: "this key"))
    }
    return MapReader(
      node[key] ?? .map([], node.place), name: path(key), known: known,
      faults: node[key] == nil && !isOptional ? FaultList() : faults)
  }

  /// A name for people: one line that a terminal can show as it is.
  func title(_ key: String) -> String {
    value(
      key, or: "", required: true, expected: "1 to 100 characters, none of them invisible",
      rule: "malformedName"
    ) { text in
      let isPlain = text.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
      }
      return isPlain && (1...100).contains(text.count) ? text : nil
    }
  }

  /// The rules that the deal departs from, with its reasons.
  fileprivate func departures(_ key: String) -> [Departure] {
    let rules = Departure.Rule.allCases
    let reader = map(key, known: rules.map(\.rawValue), isOptional: true)
    return rules.filter { reader.has($0.rawValue) }.map { rule in
      Departure(rule: rule, reason: reader.title(rule.rawValue))
    }
  }

  /// True or false, false where the key is missing.
  func flag(_ key: String) -> Bool {
    value(key, or: false, expected: "true or false", rule: "malformedFlag") { text in
      ["true": true, "false": false][text]
    }
  }

  /// A security's code: letters and digits, since it is a unit of the ledger.
  func code(_ key: String) -> String {
    value(
      key, or: "", required: true,
      expected: "1 to 12 letters or digits, quoted where it begins with 0",
      rule: "malformedCode"
    ) { text in
      (1...12).contains(text.utf8.count) && text != "CNY"
        && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? text : nil
    }
  }
}

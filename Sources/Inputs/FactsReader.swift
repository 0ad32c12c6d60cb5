import CanonicalJSON
import Cryptography
import Issuance
import Lottery
import Offerings
import Quantities
import TradingDays

/// Reads facts from `offering.yaml`, from the call, or back from the journal.
public enum FactsReader {
  static let keys = [
    "price", "strategic_final", "online", "offline", "announced_tails", "reveals",
    "missing_reveals",
    "beacon",
    "locked_accounts", "listing_day", "confirmations", "approvals",
  ]

  static func read(_ node: DocumentNode?, _ faults: FaultList) -> Facts {
    guard let node else { return Facts() }
    let reader = MapReader(node, name: "facts", known: keys, faults: faults)
    var facts = Facts()
    if let node = node["price"] { facts.price = InquiryReader.setting(node, reader, faults) }
    if reader.has("strategic_final") { facts.strategicFinal = reader.shares("strategic_final") }
    if reader.has("online") {
      let online = reader.map("online", known: ["accounts", "shares"])
      facts.online = OnlineDemand(
        accounts: online.has("accounts")
          ? online.integer("accounts", in: 0...Int64(UInt32.max)) : nil,
        shares: online.shares("shares"))
    }
    if reader.has("offline") {
      let offline = reader.map("offline", known: ["accounts", "shares", "classes"])
      facts.offline = OfflineDemand(
        shares: offline.shares("shares"),
        accounts: offline.has("accounts")
          ? offline.integer("accounts", in: 0...Int64(UInt32.max)) : nil,
        allotted: offline.list("classes").map { classAllotment($0, faults) })
    }
    if let tails = node["announced_tails"] { facts.announcedTails = announced(tails, faults) }
    if let reveals = node["reveals"] { facts.reveals = self.reveals(reveals, faults) }
    if reader.has("missing_reveals") { facts.missingReveals = Set(reader.names("missing_reveals")) }
    if let beacon = node["beacon"] {
      let values = MapReader(
        beacon, name: "facts.beacon", known: beacon.members.map(\.key), faults: faults)
      for member in beacon.members { facts.beacon[member.key] = values.text(member.key) }
    }
    if reader.has("locked_accounts") { facts.lockedAccounts = reader.names("locked_accounts") }
    if reader.has("listing_day") { facts.listingDay = reader.day("listing_day") }
    if let node = node["confirmations"] {
      let releases = node.members.map(\.key).filter { key in
        key.hasPrefix("release-") && Day(key.dropFirst("release-".count)) != nil
      }
      let reader = MapReader(
        node, name: "facts.confirmations", known: ["proceeds", "registration"] + releases,
        faults: faults)
      for member in node.members { facts.confirmations[member.key] = reader.digest(member.key) }
    }
    if let node = node["approvals"] { facts.approvals = ApprovalReader.record(node, faults) }
    return facts
  }

  /// A fact of the call: `listing_day=2020-06-02`, `online={accounts: 1, shares: 500}`,
  /// `confirmations.registration=<digest>`.
  public static func read(argument: String) throws(InputRefusal) -> Facts {
    let place = Place(file: "--fact", line: 1, column: 1)
    guard let equals = argument.firstIndex(of: "=") else {
      throw InputRefusal(faults: [
        InputFault("malformedFact", at: place, found: "\"\(argument)\"", expected: "name=value")
      ])
    }
    let value = argument[argument.index(after: equals)...]
    var node = try YAMLDocument.parse(Array(value.utf8), file: "--fact")
    for key in argument[..<equals].split(separator: ".", maxSplits: 1).reversed() {
      node = .map([.init(key: String(key), place: place, value: node)], place)
    }
    let faults = FaultList()
    let facts = read(node, faults)
    try faults.check()
    return facts
  }

  /// The facts that a journal sealed, by name, in its order.
  public static func read(
    sealed entries: [(name: String, value: JSONValue)]
  ) throws(InputRefusal) -> Facts {
    let file = "journal.jsonl"
    let place = Place(file: file, line: 1, column: 1)
    var facts = Facts()
    for (name, value) in entries {
      let node = DocumentNode.map(
        [.init(key: name, place: place, value: DocumentNode(value, at: place))], place)
      let faults = FaultList()
      let fact = name == sealedAlone ? witnessed(node, faults) : read(node, faults)
      try faults.check()
      facts = try facts.merging(fact, from: file)
    }
    return facts
  }

  /// What only a journal holds: a cosigned head is of one journal, and no fact of another.
  private static let sealedAlone = "witnessed"

  private static func witnessed(_ node: DocumentNode, _ faults: FaultList) -> Facts {
    let reader = MapReader(
      node[sealedAlone] ?? node, name: sealedAlone, known: WitnessedGate.allCases.map(\.rawValue),
      faults: faults)
    var facts = Facts()
    for gate in WitnessedGate.allCases where reader.has(gate.rawValue) {
      facts.witnessed[gate] = reader.text(gate.rawValue)
    }
    return facts
  }

  private static func reveals(
    _ node: DocumentNode, _ faults: FaultList
  ) -> [AccountName: SealingSecret] {
    let reader = MapReader(
      node, name: "facts.reveals", known: node.members.map(\.key), faults: faults)
    var reveals: [AccountName: SealingSecret] = [:]
    for member in node.members {
      guard let party = AccountName(member.key) else {
        reader.report("malformedName", member.key, member.key, AccountName.expectation)
        continue
      }
      reveals[party] = reader.value(
        member.key, or: .missing, expected: "64 lower-case hex digits", rule: "malformedReveal"
      ) { SealingSecret(hex: $0) }
    }
    return reveals
  }

  private static func classAllotment(
    _ node: DocumentNode, _ faults: FaultList
  ) -> ClassAllotment {
    let reader = MapReader(
      node, name: "facts.offline.classes", known: ["class", "allotted"], faults: faults)
    return ClassAllotment(name: reader.text("class"), shares: reader.shares("allotted"))
  }

  private static func announced(_ node: DocumentNode, _ faults: FaultList) -> AnnouncedTails? {
    let reader = MapReader(
      node, name: "facts.announced_tails",
      known: ["source"] + (1...18).map(String.init), faults: faults)
    var tails: [TailNumber] = []
    let before = faults.count
    let lengths = node.members.filter { $0.key != "source" }
    for member in lengths.sorted(by: { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }) {
      for text in reader.texts(member.key) {
        guard let tail = try? TailNumber(parsing: text), tail.digits == Int(member.key) else {
          reader.report("malformedTail", member.key, text, "\(member.key) digits")
          continue
        }
        tails.append(tail)
      }
    }
    guard faults.count == before else { return nil }
    do {
      return AnnouncedTails(tails: try TailNumbers(tails), source: reader.text("source", or: ""))
    } catch {
      var found = "\(error)"
      if case .overlappingTails(let first, let second) = error { found = "\(first) and \(second)" }
      faults.add(
        InputFault(
          "overlappingTails", at: node.place, found: found,
          expected: "no tail that equals or ends in another"))
      return nil
    }
  }
}

extension MapReader {
  /// The names of a list.
  fileprivate func names(_ key: String) -> [AccountName] {
    texts(key).compactMap { text in
      guard let name = AccountName(text) else {
        report("malformedName", key, text, AccountName.expectation)
        return nil
      }
      return name
    }
  }
}

extension DocumentNode {
  /// A JSON value as a node, all of it at one place.
  init(_ value: JSONValue, at place: Place) {
    switch value {
    case .null: self = .scalar("", place)
    case .bool(let flag): self = .scalar(flag ? "true" : "false", place)
    case .integer(let number): self = .scalar(String(number), place)
    case .string(let text): self = .scalar(text, place)
    case .array(let items): self = .list(items.map { DocumentNode($0, at: place) }, place)
    case .object(let object):
      self = .map(
        object.map { Member(key: $0.key, place: place, value: DocumentNode($0.value, at: place)) },
        place)
    }
  }
}

/// Reads the figures under `published:`.
enum PublishedReader {
  static func read(_ node: DocumentNode?, _ faults: FaultList) -> [PublishedFigure] {
    guard let node else { return [] }
    let reader = MapReader(
      node, name: "published", known: Results.figureNames, faults: faults)
    return node.members.map { member in
      PublishedFigure(
        name: member.key, value: reader.text(member.key), place: member.value.place)
    }
  }
}

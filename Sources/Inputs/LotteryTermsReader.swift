import Cryptography
import Lottery
import Offerings
import Rulebooks
import TradingDays
import Transparency

/// Reads `lottery:` of `offering.yaml`.
enum LotteryTermsReader {
  private static let keys = ["first_number", "method", "nines", "seed", "sealed"]

  /// `nines` completes a method that draws tails, as does the rulebook.
  static func read(_ root: MapReader, _ rules: RuleValues) -> LotteryTerms {
    let reader = root.map("lottery", known: keys, isOptional: true)
    let nines = reader.value(
      "nines", or: rules.nines, expected: "8+1 or 5+4", rule: "unknownNines"
    ) { try Nines(parsing: $0) }
    let method = reader.value(
      "method", or: DrawMethod.tailNumbers(nines),
      expected: "tail-numbers, ranked or lowest-ticket", rule: "unknownMethod"
    ) { text in
      switch text {
      case "tail-numbers": .tailNumbers(nines)
      case "ranked": .ranked
      case "lowest-ticket": .lowestTicket
      default: nil
      }
    }
    return LotteryTerms(
      firstNumber: reader.integer(
        "first_number", or: rules.firstNumber, in: 0...1_000_000_000_000_000),
      method: method, seed: seed(reader, offering: root.node["code"]))
  }

  private static func seed(_ reader: MapReader, offering: DocumentNode?) -> SeedSource {
    let bare = reader.digest("seed")
    guard let node = reader.node["sealed"] else { return bare.map { .bare($0) } ?? .ceremony }
    if bare != nil {
      reader.report(
        "seedWithCommitments", "seed", reader.text("seed"), "no bare seed beside a sealed one")
    }
    let sealed = reader.map("sealed", known: ["reveal_by", "parties", "beacons", "fallback"])
    let before = sealed.faults.count
    let parties = sealed.list("parties").compactMap { party($0, sealed.faults) }
    let beacons = sealed.list("beacons").compactMap { beacon($0, "beacons", sealed.faults) }
    let fallback = sealed.list("fallback").compactMap { beacon($0, "fallback", sealed.faults) }
    let revealBy = sealed.value(
      "reveal_by", or: Instant.earliest, required: true,
      expected: "a time such as 2020-05-22T09:00:00+08:00", rule: "malformedTime"
    ) { Self.time($0) }
    guard sealed.faults.count == before, case .scalar(let code, _)? = offering else {
      return .ceremony
    }
    do {
      return .sealed(
        try SealedSeedTerms(
          parties: parties, revealBy: revealBy, beacons: beacons, fallback: fallback,
          offering: code, draw: LotteryTerms.drawName))
    } catch {
      for error in error.errors {
        sealed.faults.add(
          InputFault(
            error.rule, at: node.place, found: error.found, expected: error.expected))
      }
      return .ceremony
    }
  }

  /// A time with its hour: a bare day would mean its beginning, and be read as its end.
  private static func time(_ text: String) -> Instant? {
    text.utf8.count > "2020-05-22".utf8.count ? Instant(market: text) : nil
  }

  private static func party(_ node: DocumentNode, _ faults: FaultList) -> SealingParty? {
    let reader = MapReader(
      node, name: "lottery.sealed.parties", known: ["name", "vkey", "commitment", "signature"],
      faults: faults)
    let name = reader.value(
      "name", or: AccountName?.none, required: true, expected: AccountName.expectation,
      rule: "malformedName"
    ) { AccountName($0).map(Optional.some) }
    let key = reader.value(
      "vkey", or: VerifierKey?.none, required: true, expected: "name+id+base64 of an Ed25519 key",
      rule: "malformedVerifierKey"
    ) { try VerifierKey(parsing: $0) }
    let commitment = reader.value(
      "commitment", or: Digest?.none, required: true, expected: "64 lower-case hex digits",
      rule: "malformedCommitment"
    ) { Digest(hex: $0).map(Optional.some) }
    let signature = reader.text("signature")
    guard let name, let key, let commitment else { return nil }
    return SealingParty(name: name, key: key, commitment: commitment, signature: signature)
  }

  private static func beacon(
    _ node: DocumentNode, _ list: String, _ faults: FaultList
  ) -> Beacon? {
    let reader = MapReader(
      node, name: "lottery.sealed.\(list)", known: ["source", "at", "digits"], faults: faults)
    let source = reader.text("source")
    let at = reader.value(
      "at", or: Instant?.none, expected: "a time such as 2020-05-22T09:30:00+08:00",
      rule: "malformedTime"
    ) { Self.time($0).map(Optional.some) }
    let digits = reader.has("digits") ? Int(reader.integer("digits", in: 1...64)) : nil
    guard let beacon = Beacon(source: source, at: at, digits: digits) else {
      faults.add(
        InputFault(
          "malformedBeacon", at: node.place, found: "\"\(source)\"",
          expected: Beacon.expectation))
      return nil
    }
    return beacon
  }
}

import CanonicalJSON
import Cryptography
import Lottery
import Offerings

/// Makes the text of a sealed seed again from what the journal recorded, piece by piece in the order
/// that the protocol demands.
///
/// Specs: contract section 4, The seed; Specs/lottery.md.
struct SeedReplay {
  /// What does not hold, with the entry it was found at.
  struct Fault: Error {
    let entry: Int64
    let rule: String
    let found: String
    let expected: String
  }

  let text: SeedText

  /// - Parameter root: of the list as it is today.
  init(
    _ draws: RecordedDraws, root: Digest, numbers: NumberRange, winners: Int64, code: String
  ) throws {
    guard let freeze = draws.freeze, let beacon = draws.beacon, let draw = draws.online,
      let terms = freeze.body["terms"], let method = terms["method"]?.stringValue
    else {
      throw Fault(
        entry: draws.online?.entry ?? 0, rule: "sealedDrawIncomplete",
        found: "a sealed draw without a frozen list with its terms, or without beacons",
        expected: "terms, frozen list, reveals, beacons, draw")
    }
    try Self.checkOrder(freeze.entry, draws.reveals.map(\.entry), beacon.entry, draw.entry)
    text = SeedText(
      offering: code, draw: LotteryTerms.drawName, terms: SHA256.hash(terms.canonicalBytes),
      numbers: numbers, winners: winners, method: try DrawMethod(parsing: method),
      applications: root,
      reveals: try Self.reveals(terms, draws, code),
      beacons: try Self.beacons(terms, beacon))
  }

  private static func checkOrder(
    _ freeze: Int64, _ reveals: [Int64], _ beacon: Int64, _ draw: Int64
  ) throws {
    let order = [freeze] + reveals + [beacon, draw]
    guard order != order.sorted() else { return }
    throw Fault(
      entry: beacon, rule: "sealedDrawOutOfOrder",
      found: "entries \(order.map(String.init).joined(separator: ", "))",
      expected: "frozen list, then reveals, then beacons, then the draw")
  }

  /// In the order of the terms; who did not reveal counts with zero bytes.
  private static func reveals(
    _ terms: JSONValue, _ draws: RecordedDraws, _ code: String
  ) throws -> [SeedText.Reveal] {
    try (terms["parties"]?.arrayValue ?? []).map { party in
      guard let name = party["name"]?.stringValue.flatMap({ AccountName($0) }) else {
        throw Fault(
          entry: draws.freeze?.entry ?? 0, rule: "sealedDrawIncomplete",
          found: "a party without a name", expected: AccountName.expectation)
      }
      guard let reveal = draws.reveals.first(where: { $0.party == name.text }) else {
        return SeedText.Reveal(party: name, secret: .missing)
      }
      let secret = SealingSecret(hex: reveal.secret)
      let found = secret?.commitment(offering: code, draw: LotteryTerms.drawName, party: name).hex
      guard let secret, found == party["commitment"]?.stringValue else {
        throw Fault(
          entry: reveal.entry, rule: "revealDiffers", found: "\(name) revealed \(reveal.secret)",
          expected: "what commits to \(party["commitment"]?.stringValue ?? "nothing")")
      }
      return SeedText.Reveal(party: name, secret: secret)
    }
  }

  /// All of the terms' beacons in their order, or all of the fallback's.
  private static func beacons(
    _ terms: JSONValue, _ beacon: RecordedDraws.Decision
  ) throws -> [SeedText.BeaconValue] {
    let recorded = Set(beacon.body.objectValue.map { $0.map(\.key) } ?? [])
    for list in ["beacons", "fallback"] {
      let sources = (terms[list]?.arrayValue ?? []).compactMap { $0["source"]?.stringValue }
      guard !sources.isEmpty, Set(sources) == recorded else { continue }
      return sources.map { source in
        SeedText.BeaconValue(source: source, value: beacon.body[source]?.stringValue ?? "")
      }
    }
    throw Fault(
      entry: beacon.entry, rule: "unknownBeacon",
      found: recorded.sorted().joined(separator: ", "),
      expected: "every beacon of the terms, or every one of their fallback")
  }
}

import CanonicalJSON
import Cryptography
import TradingDays
import Transparency

/// How a draw's seed comes to be so that nobody can choose it (封存种子): parties commit before the
/// list is frozen and reveal before a deadline, and a public value that comes later is added.
///
/// Specs: contract section 4, The seed; Specs/lottery.md.
public struct SealedSeedTerms: Equatable, Sendable {
  /// In the order of the seed's text.
  public let parties: [SealingParty]
  /// Until when a party may reveal; every beacon comes later.
  public let revealBy: Instant
  /// All of these make the seed, in this order.
  public let beacons: [Beacon]
  /// What replaces all of `beacons` where one of them never comes; a draw by it is never graded
  /// sealed, since whoever reports the failure could choose.
  public let fallback: [Beacon]

  /// The most parties, beacons and beacons of the fallback: their facts fit an entry.
  public static let countMax = 16

  /// - Throws: everything that is wrong at once.
  public init(
    parties: [SealingParty], revealBy: Instant, beacons: [Beacon], fallback: [Beacon],
    offering: String, draw: String
  ) throws(SealedSeedRefusal) {
    self.parties = parties
    self.revealBy = revealBy
    self.beacons = beacons
    self.fallback = fallback
    let errors = errors(offering: offering, draw: draw)
    guard errors.isEmpty else { throw SealedSeedRefusal(errors: errors) }
  }

  /// The party of a name.
  public func party(named name: AccountName) -> SealingParty? {
    parties.first { $0.name == name }
  }

  private func errors(offering: String, draw: String) -> [SealedSeedError] {
    var errors: [SealedSeedError] = []
    if parties.isEmpty { errors.append(.noParties) }
    if beacons.isEmpty { errors.append(.noBeacons) }
    if parties.count > Self.countMax { errors.append(.tooManyParties(found: parties.count)) }
    if beacons.count > Self.countMax || fallback.count > Self.countMax {
      errors.append(.tooManyBeacons(found: max(beacons.count, fallback.count)))
    }
    for (index, party) in parties.enumerated() {
      let before = parties[..<index]
      if before.contains(where: { $0.name == party.name }) {
        errors.append(.equalParties(party.name))
      }
      if let other = before.first(where: { $0.commitment == party.commitment }) {
        errors.append(.equalCommitments(other.name, party.name))
      }
      if let other = before.first(where: { $0.key.key == party.key.key }) {
        errors.append(.equalKeys(other.name, party.name))
      }
      if party.key.name != party.name.text {
        errors.append(.keyOfAnotherName(found: party.key.name, expected: party.name))
      }
      if !party.isSigned(offering: offering, draw: draw) {
        errors.append(.commitmentNotSigned(party.name))
      }
    }
    let sources = beacons + fallback
    for (index, beacon) in sources.enumerated() {
      if sources[..<index].contains(where: { $0.source == beacon.source }) {
        errors.append(.equalBeacons(beacon.source))
      }
      if beacon.time <= revealBy {
        errors.append(
          .beaconBeforeReveals(source: beacon.source, found: beacon.time, expected: revealBy))
      }
    }
    return errors
  }

  var canonical: JSONValue {
    [
      "parties": .array(parties.map(\.canonical)), "reveal_by": .string(revealBy.description),
      "beacons": .array(beacons.map(\.canonical)), "fallback": .array(fallback.map(\.canonical)),
    ]
  }
}

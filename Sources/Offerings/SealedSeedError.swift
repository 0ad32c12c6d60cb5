import TradingDays

/// What can be wrong with the terms of a sealed seed, named after the rule that refuses it.
public enum SealedSeedError: Error, Equatable, Sendable {
  case noParties
  case noBeacons
  case tooManyParties(found: Int)
  case tooManyBeacons(found: Int)
  case equalParties(AccountName)
  case equalCommitments(AccountName, AccountName)
  /// One key under two names is one party.
  case equalKeys(AccountName, AccountName)
  case keyOfAnotherName(found: String, expected: AccountName)
  /// The signature was not made by the party's key over this commitment to this draw.
  case commitmentNotSigned(AccountName)
  case equalBeacons(String)
  /// The last to reveal would know the value, and could choose between revealing and not.
  case beaconBeforeReveals(source: String, found: Instant, expected: Instant)

  /// The rule's name.
  public var rule: String {
    switch self {
    case .noParties: "noParties"
    case .noBeacons: "noBeacons"
    case .tooManyParties: "tooManyParties"
    case .tooManyBeacons: "tooManyBeacons"
    case .equalParties: "equalParties"
    case .equalCommitments: "equalCommitments"
    case .equalKeys: "equalKeys"
    case .keyOfAnotherName: "keyOfAnotherName"
    case .commitmentNotSigned: "commitmentNotSigned"
    case .equalBeacons: "equalBeacons"
    case .beaconBeforeReveals: "beaconBeforeReveals"
    }
  }

  public var found: String {
    switch self {
    case .noParties, .noBeacons: "none"
    case .tooManyParties(let found), .tooManyBeacons(let found): "\(found)"
    case .equalParties(let name): "\(name) twice"
    case .equalCommitments(let first, let second): "one commitment of \(first) and \(second)"
    case .equalKeys(let first, let second): "one key of \(first) and \(second)"
    case .keyOfAnotherName(let found, _): "a vkey of \(found)"
    case .commitmentNotSigned(let name): "no valid signature of \(name) over its commitment"
    case .equalBeacons(let source): "\(source) twice"
    case .beaconBeforeReveals(let source, let found, _): "\(source) at \(found.marketClock)"
    }
  }

  public var expected: String {
    switch self {
    case .noParties: "at least 1 party that commits"
    case .noBeacons: "at least 1 beacon after the reveals"
    case .tooManyParties, .tooManyBeacons: "at most \(SealedSeedTerms.countMax)"
    case .equalParties, .equalBeacons: "each once"
    case .equalCommitments: "different commitments: each party makes its own 32 bytes"
    case .equalKeys: "a key of its own for each party"
    case .keyOfAnotherName(_, let name): "one whose name is \(name)"
    case .commitmentNotSigned: "what ipo lottery commit prints for this offering and party"
    case .beaconBeforeReveals(_, _, let revealBy):
      "a time after reveal_by, \(revealBy.marketClock)"
    }
  }
}

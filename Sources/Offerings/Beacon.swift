import CanonicalJSON
import TradingDays

/// A public value that nobody knows before its time (信标), named before the list is frozen.
///
/// Three kinds: a round of drand, digits read out at a ceremony under a notary (公证摇号), the closing
/// value of an index.
public struct Beacon: Equatable, Sendable {
  /// The name that the seed's text uses: `drand:<chain>:<round>`, `ceremony:<name>`, `index:<code>`.
  public let source: String
  /// When the value becomes known.
  public let time: Instant
  /// Digits that a ceremony reads out; 0 for the other kinds.
  public let digits: Int

  /// What an error says was expected of a source.
  public static let expectation =
    "drand:CHAIN:ROUND of a known chain, ceremony:NAME with at and digits, or index:CODE with at"

  /// Refuses an unknown chain or kind, a name that cannot stand in the seed's text, a time where the
  /// round decides it, none where nothing else does, and a ceremony of 0 or more than 64 digits.
  public init?(source: String, at: Instant?, digits: Int?) {
    guard source.utf8.allSatisfy(Self.allows) else { return nil }
    let parts = source.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    switch (parts[0], at, digits) {
    case ("drand", nil, nil):
      guard let time = Self.drandTime(parts[1]) else { return nil }
      self.time = time
      self.digits = 0
    case ("ceremony", let at?, let digits?) where (1...64).contains(digits):
      time = at
      self.digits = digits
    case ("index", let at?, nil):
      time = at
      self.digits = 0
    default: return nil
    }
    self.source = source
  }

  /// Whether a text has the form of this beacon's values: a drand round's signature in hex, the
  /// ceremony's digits, or an index's close with two decimals.
  ///
  /// That a signature was made by the drand network is not checked here (Specs/lottery.md).
  public func allows(value: String) -> Bool {
    if let chain = drandChain {
      return value.utf8.count == 2 * chain.signatureByteCount
        && value.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
    if digits > 0 {
      return value.utf8.count == digits && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && (1...9).contains(parts[0].utf8.count) && parts[1].utf8.count == 2
      && (parts[0] == "0" || parts[0].utf8.first != UInt8(ascii: "0"))
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// What is expected of a value, in words.
  public var valueExpectation: String {
    if let chain = drandChain {
      return "the round's signature, \(2 * chain.signatureByteCount) lower-case hex digits"
    }
    return digits > 0 ? "\(digits) digits" : "the close with two decimals, such as 3117.74"
  }

  private var drandChain: DrandChain? {
    DrandChain.known.first { source.hasPrefix("drand:\($0.hash):") }
  }

  /// When a round comes: genesis + (round − 1) · period.
  private static func drandTime(_ name: Substring) -> Instant? {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let chain = DrandChain.known.first(where: { $0.hash == parts[0] }),
      let round = Int64(parts[1]), round >= 1, String(round) == parts[1]
    else { return nil }
    let (seconds, overflow) = (round - 1).multipliedReportingOverflow(by: chain.period)
    guard !overflow, seconds <= Instant.latest.secondsSinceEpoch - chain.genesis else { return nil }
    return Instant(secondsSinceEpoch: chain.genesis + seconds)
  }

  /// True for a byte that may stand in a name or a value of the seed's text.
  static func allows(_ byte: UInt8) -> Bool {
    AccountName.allows(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
  }

  var canonical: JSONValue {
    [
      "source": .string(source), "at": .string(time.description),
      "digits": .integer(Int64(digits)),
    ]
  }
}

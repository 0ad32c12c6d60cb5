import CanonicalJSON
import Quantities

/// What a reconciliation of money may take for agreement beyond equal items, as its caller decides.
public struct MatchingRules: Equatable, Sendable {
  /// The most by which two amounts under one reference and account may differ; 0 or more.
  public let tolerance: Money
  /// Who pays for an account, by the account: a broker for its clients.
  public let payers: [String: String]

  /// - Throws: `negativeTolerance`; `payerOfItself` where an account pays for itself, directly or
  ///   through others.
  public init(
    tolerance: Money = .zero, payers: [String: String] = [:]
  ) throws(MatchingRulesError) {
    guard tolerance >= .zero else { throw .negativeTolerance(tolerance) }
    if let account = Self.firstInCircle(payers) { throw .payerOfItself(account: account) }
    self.tolerance = tolerance
    self.payers = payers
  }

  private init() {
    tolerance = .zero
    payers = [:]
  }

  /// No tolerance and no payers.
  public static let plain = MatchingRules()

  /// The first account, by its bytes, from which the payers lead back to it. O(n log n).
  public static func firstInCircle(_ payers: [String: String]) -> String? {
    var isFree: Set<String> = []
    for account in payers.keys.sorted() where !isFree.contains(account) {
      var path: [String] = []
      var seen: Set<String> = []
      var next: String? = account
      while let current = next, !isFree.contains(current) {
        if !seen.insert(current).inserted {
          return path[(path.firstIndex(of: current) ?? 0)...].min()
        }
        path.append(current)
        next = payers[current]
      }
      isFree.formUnion(path)
    }
    return nil
  }

  /// `{"payers":{"A1":"P"},"tolerance":"0.05"}`: all that decides, in one spelling.
  public var canonical: JSONValue {
    [
      "payers": .object(
        JSONObject(uniqueMembers: payers.map { ($0.key, .string($0.value)) })),
      "tolerance": .string(tolerance.canonical),
    ]
  }

  /// Reads what `canonical` wrote; nil where it is something else.
  public init?(canonical value: JSONValue) {
    guard value.objectValue?.keys == ["payers", "tolerance"],
      let text = value["tolerance"]?.stringValue, let tolerance = try? Money(parsing: text),
      tolerance.canonical == text, let members = value["payers"]?.objectValue
    else { return nil }
    var payers: [String: String] = [:]
    for account in members.keys {
      guard let payer = members[account]?.stringValue else { return nil }
      payers[account] = payer
    }
    guard let rules = try? MatchingRules(tolerance: tolerance, payers: payers) else { return nil }
    self = rules
  }
}

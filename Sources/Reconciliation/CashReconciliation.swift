import Quantities

/// The ledger's movements of money against a bank's.
public struct CashReconciliation: Equatable, Sendable {
  /// Ledger movements that the bank confirms, by the rule that found them; rules without one are
  /// missing.
  public let matchedBy: [MatchingRule: Int]
  /// What is left of the differences that were tolerated: bank less ledger, over all of them.
  public let toleratedSum: Money
  /// Accounts that somebody is to pay for and that have no movement, by their bytes.
  public let unknownClients: [String]
  /// In the order of reports.
  public let breaks: [Break]
  /// What the ledger knows and the statement does not reach to: told, and no break.
  public let notCompared: [Absence]

  /// Movements of one group that a statement leaves out as a whole.
  public struct Absence: Equatable, Sendable {
    public let group: MovementGroup
    public let movements: Int
    /// Their sum; negative where money goes out.
    public let sum: Money
  }

  /// Ledger movements that the bank confirms.
  public var matched: Int { matchedBy.values.reduce(0, +) }

  /// Matches in passes, each over what the one before left:
  ///
  /// 1. reference, account and amount are equal; a line without an account needs only the others;
  /// 2. within one reference and account: one amount that others sum to, or one within the tolerance;
  /// 3. parts under several references of one account, where their sum leaves no choice;
  /// 4. within one reference and account: what is left on both sides differs in its amount;
  /// 5. movements whose reference the ledger derived, and lines without one, by account and amount;
  /// 6. what a payer paid for its clients;
  /// 7. what is left is a break, or not compared where the statement shows nothing of its group.
  ///
  /// What repeats a matched item of its own side is a duplicate before anything else is tried.
  ///
  /// - Parameter expected: the groups that the statement has to show; a payment it always has to,
  ///   and any group of which it shows one movement.
  /// - Throws: where a sum or a difference does not fit 64 bits.
  /// - Complexity: O(n) for what agrees, O(k log k) for k that do not.
  public init(
    _ movements: [LedgerMovement], _ lines: [BankLine], expecting expected: Set<MovementGroup>,
    by rules: MatchingRules = .plain
  ) throws(QuantityError) {
    try self.init(CashMatcher(movements, lines, by: rules), expecting: expected)
  }

  /// The same, after a first pass over bytes. What that matched costs nothing more; the result does
  /// not differ.
  public init(
    _ pass: ExactPass, expecting expected: Set<MovementGroup>, by rules: MatchingRules = .plain
  ) throws(QuantityError) {
    let (movements, repeated) = pass.openMovements()
    let before = MatchedBefore(
      count: pass.matched, groups: pass.matchedGroups, movements: pass.movements,
      repeatedMovements: repeated, repeatedLines: pass.repeated)
    try self.init(
      CashMatcher(movements, pass.open, by: rules, before: before), expecting: expected)
  }

  private init(
    _ start: CashMatcher, expecting expected: Set<MovementGroup>
  ) throws(QuantityError) {
    var matcher = start
    matcher.matchExactly()
    matcher.markRepeated()
    try matcher.matchWithinReferences()
    matcher.matchAccountSums()
    try matcher.pairWithinReferences()
    matcher.matchByAccount()
    matcher.markRepeated()
    try matcher.matchPayers()
    let absences = try matcher.absences(expecting: expected)
    try matcher.reportLeftovers(leavingOut: Set(absences.map(\.group)))
    matchedBy = matcher.matched
    toleratedSum = matcher.toleratedSum
    unknownClients = matcher.unknownClients
    breaks = matcher.breaks.inReportOrder()
    notCompared = absences
  }
}

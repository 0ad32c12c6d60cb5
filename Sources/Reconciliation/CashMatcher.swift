import Quantities

/// Both sides of a reconciliation of money while it goes on: what became of each item so far.
struct CashMatcher {
  /// What became of one item.
  enum Fate {
    case open
    case matched
    /// In a break together with an item of the other side.
    case paired
    /// Says again what an item of its own side said that is matched.
    case repeated
  }

  let movements: [LedgerMovement]
  let lines: [BankLine]
  /// What was matched before, and is in neither list.
  let before: MatchedBefore
  let rules: MatchingRules
  let payerNames: Set<String>
  var movementFates: [Fate]
  var lineFates: [Fate]
  /// How many movements each rule matched.
  var matched: [MatchingRule: Int]
  /// Bank less ledger, over all that matched within the tolerance.
  var toleratedSum = Money.zero
  var breaks: [Break] = []

  init(
    _ movements: [LedgerMovement], _ lines: [BankLine], by rules: MatchingRules,
    before: MatchedBefore = MatchedBefore()
  ) {
    self.movements = movements
    self.lines = lines
    self.before = before
    self.rules = rules
    payerNames = Set(rules.payers.values)
    matched = before.count > 0 ? [.exact: before.count] : [:]
    movementFates = [Fate](repeating: .open, count: movements.count)
    lineFates = [Fate](repeating: .open, count: lines.count)
  }

  var openMovements: [Int] { movementFates.indices.filter { movementFates[$0] == .open } }
  var openLines: [Int] { lineFates.indices.filter { lineFates[$0] == .open } }

  /// Pass 1: equal in reference and amount, and in the account where the line names one. Lines that
  /// name one go first, since they leave less choice. O(n).
  mutating func matchExactly() {
    matchExactly(namingAccounts: true)
    if lines.contains(where: { $0.account == nil }) { matchExactly(namingAccounts: false) }
  }

  private mutating func matchExactly(namingAccounts: Bool) {
    var index = SingleUseIndex(count: movements.count) { place in
      let movement = movements[place]
      guard movementFates[place] == .open, !movement.reference.isEmpty else { return nil }
      return combinedHash(
        movement.reference, namingAccounts ? movement.account : "", movement.amount.fen)
    }
    for (place, line) in lines.enumerated()
    where (line.account != nil) == namingAccounts && !line.reference.isEmpty {
      let hash = combinedHash(line.reference, line.account ?? "", line.amount.fen)
      let found = index.take(hash) { candidate in
        let movement = movements[candidate]
        return movement.reference == line.reference && movement.amount == line.amount
          && (line.account ?? movement.account) == movement.account
      }
      if let found { match(found, place, by: .exact) }
    }
  }

  /// Marks what is open and equals a matched item of its own side in reference, account and amount:
  /// it can only be that item once more. Where nobody chose the reference that can't be said: two equal
  /// refunds to one account may both be owed. O(n), and nothing where all is matched.
  mutating func markRepeated() {
    let openLines = openLines.filter { !lines[$0].reference.isEmpty }
    let openMovements = openMovements.filter { !movements[$0].isReferenceDerived }
    let lineKeys = Set(openLines.map(lineKey))
    let movementKeys = Set(openMovements.map(movementKey))
    let seenLines = matchedKeys(lineFates, among: lineKeys, lineKey)
    let seenMovements = matchedKeys(movementFates, among: movementKeys, movementKey)
    let seenBare = matchedWithoutAccounts(among: openLines)
    for place in openLines
    where before.repeatedLines.contains(place) || seenLines.contains(lineKey(place))
      || seenBare.contains(lineKey(place))
    {
      lineFates[place] = .repeated
    }
    for place in openMovements
    where before.repeatedMovements.contains(place) || seenMovements.contains(movementKey(place)) {
      movementFates[place] = .repeated
    }
  }

  private func matchedKeys(
    _ fates: [Fate], among keys: Set<ItemKey>, _ key: (Int) -> ItemKey
  ) -> Set<ItemKey> {
    guard !keys.isEmpty else { return [] }
    return Set(fates.indices.lazy.filter { fates[$0] == .matched }.map(key).filter(keys.contains))
  }

  /// Of open lines that name no account: those that a matched line equals in reference and amount, whatever
  /// account it names. Two banks' forms of one statement differ in just that.
  private func matchedWithoutAccounts(among places: [Int]) -> Set<ItemKey> {
    let wanted = Set(places.lazy.filter { lines[$0].account == nil }.map(lineKey))
    guard !wanted.isEmpty else { return [] }
    var seen: Set<ItemKey> = []
    func note(_ reference: String, _ fen: Int64) {
      let key = ItemKey(reference: reference, account: nil, amount: fen)
      if wanted.contains(key) { seen.insert(key) }
    }
    for place in lines.indices where lineFates[place] == .matched {
      note(lines[place].reference, lines[place].amount.fen)
    }
    before.movements?.visit { _, key in
      if key.isMatched { note(key.reference, key.fen) }
    }
    return seen
  }

  /// What two items of one side agree in where one repeats the other.
  struct ItemKey: Hashable {
    let reference: String
    let account: String?
    let amount: Int64
  }

  func lineKey(_ place: Int) -> ItemKey {
    let line = lines[place]
    return ItemKey(reference: line.reference, account: line.account, amount: line.amount.fen)
  }

  func movementKey(_ place: Int) -> ItemKey {
    let movement = movements[place]
    return ItemKey(
      reference: movement.reference, account: movement.account, amount: movement.amount.fen)
  }

  mutating func match(_ movement: Int, _ line: Int, by rule: MatchingRule) {
    matchMovement(movement, by: rule)
    lineFates[line] = .matched
  }

  mutating func matchMovement(_ movement: Int, by rule: MatchingRule) {
    movementFates[movement] = .matched
    matched[rule, default: 0] += 1
  }

  mutating func pair(_ movement: Int, _ line: Int, _ found: Break) {
    movementFates[movement] = .paired
    lineFates[line] = .paired
    breaks.append(found)
  }
}

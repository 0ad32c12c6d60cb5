import Quantities

extension CashMatcher {
  /// An account and an amount.
  private struct Sum: Hashable {
    let account: String
    let amount: Money
  }

  /// Pass 3: by account and amount, where one side has no reference of the payer's: refunds, fees and
  /// strategic payments under the bank's own references, and lines without any. A line without an
  /// account has that of the ledger's payment with its reference. O(n).
  mutating func matchByAccount() {
    let openLines = openLines
    guard !openLines.isEmpty else { return }
    let accounts = accountsOfReferences(of: openLines)
    func sum(_ line: BankLine) -> Sum? {
      (line.account ?? accounts[line.reference]).map { Sum(account: $0, amount: line.amount) }
    }
    let wanted = Set(openLines.compactMap { sum(lines[$0]) })
    for needsEmptyReference in [false, true] {
      var open: [Sum: [Int]] = [:]
      for place in openMovements.reversed()
      where movements[place].isReferenceDerived != needsEmptyReference {
        let key = Sum(account: movements[place].account, amount: movements[place].amount)
        if wanted.contains(key) { open[key, default: []].append(place) }
      }
      for place in openLines where lineFates[place] == .open {
        let line = lines[place]
        guard line.reference.isEmpty || !needsEmptyReference, let key = sum(line),
          let movement = open[key]?.popLast()
        else { continue }
        match(movement, place, by: .account)
      }
    }
  }

  private func accountsOfReferences(of places: [Int]) -> [String: String] {
    let wanted = Set(places.lazy.filter { lines[$0].account == nil }.map { lines[$0].reference })
    guard !wanted.isEmpty else { return [:] }
    if let all = before.movements { return all.accounts(ofReferences: wanted) }
    var accounts: [String: String] = [:]
    for movement in movements
    where !movement.reference.isEmpty && wanted.contains(movement.reference) {
      accounts[movement.reference] = movement.account
    }
    return accounts
  }

  /// The groups of which the statement shows nothing, though the ledger has open movements there.
  func absences(
    expecting expected: Set<MovementGroup>
  ) throws(QuantityError) -> [CashReconciliation.Absence] {
    var shown = expected.union([.payment]).union(before.groups)
    for (place, movement) in movements.enumerated() where movementFates[place] != .open {
      shown.insert(movement.group)
    }
    var absences: [CashReconciliation.Absence] = []
    for group in MovementGroup.allCases where !shown.contains(group) {
      let absent = openMovements.filter { movements[$0].group == group }
      guard !absent.isEmpty else { continue }
      absences.append(
        .init(
          group: group, movements: absent.count,
          sum: try Money.sum(absent.map { movements[$0].amount })))
    }
    return absences
  }

  /// Pass 4: whatever is open or repeated now is a break.
  mutating func reportLeftovers(leavingOut groups: Set<MovementGroup>) throws(QuantityError) {
    var missing: [Sum: String] = [:]
    try reportMovements(leavingOut: groups, &missing)
    var seen = Set(lines.indices.filter { lineFates[$0] == .paired }.map(lineKey))
    for place in lines.indices {
      let line = lines[place]
      switch lineFates[place] {
      case .matched, .paired: continue
      case .open where line.reference.isEmpty || seen.insert(lineKey(place)).inserted:
        let elsewhere = missing[Sum(account: line.account ?? "", amount: line.amount)]
        breaks.append(
          try .of(
            .missingInLedger, line.label, ledger: nil, other: line.amount,
            elsewhere.map { "\($0) is missing with the same account and amount" }
              ?? (line.amount < .zero
                ? "paid out without an entry in the ledger" : "came in and was not booked")))
      case .open, .repeated:
        breaks.append(
          try .of(
            .duplicate, line.label, ledger: nil, other: line.amount,
            "the statement has it once more than the ledger"))
      }
    }
  }

  private mutating func reportMovements(
    leavingOut groups: Set<MovementGroup>, _ missing: inout [Sum: String]
  ) throws(QuantityError) {
    for place in movements.indices {
      let movement = movements[place]
      let key = movement.reference.isEmpty ? movement.account : movement.reference
      switch movementFates[place] {
      case .matched, .paired: continue
      case .open where groups.contains(movement.group): continue
      case .open:
        missing[Sum(account: movement.account, amount: movement.amount)] = key
        breaks.append(
          try .of(
            .missingInStatement, key, ledger: movement.amount, other: nil,
            movement.amount < .zero
              ? "instructed, and the bank has not paid it" : "booked, and the bank has not got it"))
      case .repeated:
        breaks.append(
          try .of(
            .duplicate, key, ledger: movement.amount, other: nil,
            "the ledger has it once more than the statement"))
      }
    }
  }
}

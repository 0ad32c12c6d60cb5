import Quantities

extension CashMatcher {
  /// What is open on both sides under one reference.
  private struct Shared {
    var movements: [Int] = []
    var lines: [Int] = []
  }

  /// Pass 2: within one reference, what was paid in parts, what differs in its amount, and lines
  /// that name an account which the ledger does not know. O(k log k) for k open items.
  mutating func matchWithinReferences() throws(QuantityError) {
    var shared: [String: Shared] = [:]
    for place in openLines where !lines[place].reference.isEmpty {
      shared[lines[place].reference, default: Shared()].lines.append(place)
    }
    guard !shared.isEmpty else { return }
    // Only references that both sides have matter.
    for place in openMovements where shared[movements[place].reference] != nil {
      shared[movements[place].reference]?.movements.append(place)
    }
    let both = shared.filter { !$0.value.movements.isEmpty }.sorted { $0.key < $1.key }
    guard !both.isEmpty else { return }
    let unknown = unknownAccounts(in: both.map(\.value))
    for (_, group) in both {
      for (movements, lines) in byAccount(group) where !lines.isEmpty {
        for isOut in [false, true] {
          try compare(
            movements.filter { (self.movements[$0].amount < .zero) == isOut },
            lines.filter { (self.lines[$0].amount < .zero) == isOut })
        }
      }
      findUnknownAccounts(group, unknown)
    }
  }

  /// The group's items account by account. A line without an account goes with the first movement.
  private func byAccount(_ group: Shared) -> [([Int], [Int])] {
    let accounts = group.movements.map { movements[$0].account }
    var places: [String: Int] = [:]
    var parts: [([Int], [Int])] = []
    for (place, account) in zip(group.movements, accounts) {
      if let known = places[account] {
        parts[known].0.append(place)
      } else {
        places[account] = parts.count
        parts.append(([place], []))
      }
    }
    for place in group.lines {
      if let part = places[lines[place].account ?? accounts[0]] { parts[part].1.append(place) }
    }
    return parts
  }

  /// One account's movements and lines in one direction under one reference.
  private mutating func compare(
    _ movements: [Int], _ lines: [Int]
  ) throws(QuantityError) {
    guard !movements.isEmpty, !lines.isEmpty else { return }
    if areParts(movements, lines) {
      for place in movements { movementFates[place] = .matched }
      for place in lines { lineFates[place] = .matched }
      matched += movements.count
      paidInParts += 1
      return
    }
    // Largest against largest; ties in the order of the files.
    let ordered = movements.sorted { left, right in
      (self.movements[right].amount.fen.magnitude, left)
        < (self.movements[left].amount.fen.magnitude, right)
    }
    let orderedLines = lines.sorted { left, right in
      (self.lines[right].amount.fen.magnitude, left)
        < (self.lines[left].amount.fen.magnitude, right)
    }
    for (movement, line) in zip(ordered, orderedLines) {
      let (ours, theirs) = (self.movements[movement], self.lines[line])
      pair(
        movement, line,
        try .of(
          .amountDiffers, ours.reference, ledger: ours.amount, other: theirs.amount,
          theirs.amount.fen.magnitude < ours.amount.fen.magnitude
            ? "the bank moved less than was booked" : "the bank moved more than was booked"))
    }
  }

  /// True where one amount on one side is the sum of several on the other.
  private func areParts(_ movements: [Int], _ lines: [Int]) -> Bool {
    guard (movements.count == 1) != (lines.count == 1) else { return false }
    return movements.reduce(Int128(0)) { $0 + Int128(self.movements[$1].amount.fen) }
      == lines.reduce(Int128(0)) { $0 + Int128(self.lines[$1].amount.fen) }
  }

  /// The accounts that lines of these groups name and no movement has.
  private func unknownAccounts(in groups: [Shared]) -> Set<String> {
    var unknown: Set<String> = []
    for group in groups {
      let known = group.movements.map { movements[$0].account }
      for place in group.lines {
        if let account = lines[place].account, !known.contains(account) { unknown.insert(account) }
      }
    }
    guard !unknown.isEmpty else { return [] }
    if let all = before.movements { return unknown.subtracting(all.accounts(among: unknown)) }
    return unknown.subtracting(movements.lazy.map(\.account))
  }

  /// A line with a movement's reference and amount, but an account that the ledger has never seen.
  private mutating func findUnknownAccounts(_ group: Shared, _ unknown: Set<String>) {
    var byAmount: [Money: [Int]] = [:]
    for place in group.movements.reversed() where movementFates[place] == .open {
      byAmount[movements[place].amount, default: []].append(place)
    }
    for place in group.lines where lineFates[place] == .open {
      let line = lines[place]
      guard let account = line.account, unknown.contains(account),
        let movement = byAmount[line.amount]?.popLast()
      else { continue }
      pair(
        movement, place,
        Break(
          .unknownAccount, key: account, ledger: .money(line.amount), other: .money(line.amount),
          difference: .money(.zero),
          cause: "\(line.reference) is booked for \(movements[movement].account)"))
    }
  }
}

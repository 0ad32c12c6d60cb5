import Quantities

extension CashMatcher {
  /// What is open on both sides under one reference.
  private struct Shared {
    var movements: [Int] = []
    var lines: [Int] = []
  }

  /// Pass 2: within one reference and account, what was paid in parts, or within the tolerance.
  /// O(k log k) for k open items.
  mutating func matchWithinReferences() throws(QuantityError) {
    for group in shared() {
      for (movements, lines) in directions(group) {
        if areParts(movements, lines) {
          for place in movements { matchMovement(place, by: .parts) }
          for place in lines { lineFates[place] = .matched }
        } else if rules.tolerance > .zero {
          try matchTolerated(movements, lines)
        }
      }
    }
  }

  /// Pass 4: within one reference, what differs in its amount, and lines that name an account which
  /// the ledger does not know. O(k log k) for k open items.
  mutating func pairWithinReferences() throws(QuantityError) {
    let groups = shared()
    let unknown = unknownAccounts(in: groups)
    for group in groups {
      for (movements, lines) in directions(group) { try pairDiffering(movements, lines) }
      findUnknownAccounts(group, unknown)
    }
  }

  /// What is open under each reference that both sides have, in the order of the references.
  private func shared() -> [Shared] {
    var shared: [String: Shared] = [:]
    for place in openLines where !lines[place].reference.isEmpty {
      shared[lines[place].reference, default: Shared()].lines.append(place)
    }
    guard !shared.isEmpty else { return [] }
    for place in openMovements {
      shared[movements[place].reference]?.movements.append(place)
    }
    return shared.filter { !$0.value.movements.isEmpty }.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The group's items by account and direction, where both sides have some.
  private func directions(_ group: Shared) -> [([Int], [Int])] {
    byAccount(group).flatMap { movements, lines in
      [false, true].map { isOut in
        (
          movements.filter { (self.movements[$0].amount < .zero) == isOut },
          lines.filter { (self.lines[$0].amount < .zero) == isOut }
        )
      }
    }.filter { !$0.0.isEmpty && !$0.1.isEmpty }
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

  /// One account's items in one direction under one reference: the smallest with the smallest that is
  /// near enough, which leaves as few as can be.
  private mutating func matchTolerated(
    _ movements: [Int], _ lines: [Int]
  ) throws(QuantityError) {
    let ours = movements.sorted { left, right in
      (self.movements[left].amount.fen.magnitude, left)
        < (self.movements[right].amount.fen.magnitude, right)
    }
    let theirs = lines.sorted { left, right in
      (self.lines[left].amount.fen.magnitude, left)
        < (self.lines[right].amount.fen.magnitude, right)
    }
    var (our, their) = (0, 0)
    while our < ours.count, their < theirs.count {
      let (booked, moved) = (
        self.movements[ours[our]].amount, self.lines[theirs[their]].amount
      )
      let difference = try moved - booked
      if difference.fen.magnitude <= rules.tolerance.fen.magnitude {
        match(ours[our], theirs[their], by: .tolerance)
        toleratedSum = try toleratedSum + difference
        our += 1
        their += 1
      } else if booked.fen.magnitude < moved.fen.magnitude {
        our += 1
      } else {
        their += 1
      }
    }
  }

  /// One account's items in one direction under one reference: each pair differs in its amount.
  private mutating func pairDiffering(
    _ movements: [Int], _ lines: [Int]
  ) throws(QuantityError) {
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
    // A payer pays for others: its name is not unknown.
    unknown.subtract(payerNames)
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

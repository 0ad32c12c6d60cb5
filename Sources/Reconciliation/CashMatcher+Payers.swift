import Quantities

extension CashMatcher {
  /// What is open between one payer and its clients.
  private struct Clients {
    var movements: [Int] = []
    var lines: [Int] = []
  }

  /// Pass 6: what others paid, or took back, for their clients. First one to one under a client's
  /// reference; then each payer's open lines against all that is open of its clients. O(k log k).
  mutating func matchPayers() throws(QuantityError) {
    guard !rules.payers.isEmpty else { return }
    matchClientReferences()
    var payers: [String: Clients] = [:]
    for place in openLines {
      if let payer = payer(of: lines[place]) {
        payers[payer, default: Clients()].lines.append(place)
      }
    }
    for place in openMovements where [.payment, .refund].contains(movements[place].group) {
      if let payer = rules.payers[movements[place].account] {
        payers[payer]?.movements.append(place)
      }
    }
    for (payer, clients) in payers.sorted(by: { $0.key < $1.key }) {
      try settle(payer, clients)
    }
  }

  /// Accounts of the payers without any movement. O(n) where there are payers.
  var unknownClients: [String] {
    let clients = Set(rules.payers.keys)
    guard !clients.isEmpty else { return [] }
    let known = before.movements?.accounts(among: clients) ?? Set(movements.map(\.account))
    return clients.subtracting(known).sorted()
  }

  /// The payer that a line names: as its account, or as its reference where it has no account.
  private func payer(of line: BankLine) -> String? {
    let name = line.account ?? line.reference
    return payerNames.contains(name) ? name : nil
  }

  private mutating func matchClientReferences() {
    struct Key: Hashable {
      let reference: String
      let payer: String
      let fen: Int64
    }
    var open: [Key: [Int]] = [:]
    for place in openMovements.reversed() where !movements[place].reference.isEmpty {
      let movement = movements[place]
      guard let payer = rules.payers[movement.account] else { continue }
      let key = Key(reference: movement.reference, payer: payer, fen: movement.amount.fen)
      open[key, default: []].append(place)
    }
    for place in openLines {
      guard let payer = lines[place].account else { continue }
      let key = Key(
        reference: lines[place].reference, payer: payer, fen: lines[place].amount.fen)
      if let movement = open[key]?.popLast() { match(movement, place, by: .payer) }
    }
  }

  /// Money in and money out each where they agree; else both together, as who pays net does; else one
  /// break over all of it.
  private mutating func settle(_ payer: String, _ clients: Clients) throws(QuantityError) {
    var rest = clients
    for isOut in [false, true] {
      let ours = clients.movements.filter { (movements[$0].amount < .zero) == isOut }
      let theirs = clients.lines.filter { (lines[$0].amount < .zero) == isOut }
      guard !ours.isEmpty, !theirs.isEmpty, booked(ours) == received(theirs) else { continue }
      match(ours, theirs)
      rest.movements.removeAll { (movements[$0].amount < .zero) == isOut }
      rest.lines.removeAll { (lines[$0].amount < .zero) == isOut }
    }
    guard !rest.movements.isEmpty, !rest.lines.isEmpty else { return }
    if booked(rest.movements) == received(rest.lines) { return match(rest.movements, rest.lines) }
    // What goes the other way may not be due to be shown: only the directions of the lines count.
    let directions = Set(rest.lines.map { lines[$0].amount < .zero })
    let ours = rest.movements.filter { directions.contains(movements[$0].amount < .zero) }
    guard !ours.isEmpty else { return }
    let reference = lines[rest.lines[0]].reference
    let count = Set(ours.map { movements[$0].account }).count
    breaks.append(
      try .of(
        .amountDiffers, reference.isEmpty ? payer : reference, ledger: try money(booked(ours)),
        other: try money(received(rest.lines)),
        "\(payer) pays for \(count) client\(count == 1 ? "" : "s"), and the sums differ"))
    for place in ours { movementFates[place] = .paired }
    for place in rest.lines { lineFates[place] = .paired }
  }

  private func booked(_ places: [Int]) -> Int128 {
    Self.sum(places.lazy.map { movements[$0].amount.fen })
  }

  private func received(_ places: [Int]) -> Int128 {
    Self.sum(places.lazy.map { lines[$0].amount.fen })
  }

  private mutating func match(_ ours: [Int], _ theirs: [Int]) {
    for place in ours { matchMovement(place, by: .payer) }
    for place in theirs { lineFates[place] = .matched }
  }

  private func money(_ sum: Int128) throws(QuantityError) -> Money {
    guard let fen = Int64(exactly: sum) else { throw .overflow("a sum of money") }
    return Money(fen: fen)
  }
}

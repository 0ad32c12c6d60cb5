import Quantities

/// What every account holds: the fold of entries. Memory grows with the accounts that were ever posted
/// to, some 60 bytes each. Posting is one look-up of a path, about 50 ns.
public struct Balances: Sendable {
  private var paths = TextTable()
  /// By the number of the path, in fen and in shares.
  private var cash: [Int64] = []
  private var shares: [Int64] = []
  private var rules: [AccountRule] = []
  /// Open accounts by the stem of their path, so that a gate that is clear costs nothing.
  private var openByStem: [UInt32: Int] = [:]

  public init() {}

  /// Adds an entry's postings; where it refuses, nothing of the entry stays.
  ///
  /// - Throws: `accountNotOnChart`, `overflow`, or `overdrawn` where an account that the chart gives a
  ///   floor would hold less than nothing after the whole entry. What a hold keeps is in an account of
  ///   its own: it counts against what is free.
  public mutating func apply(_ entry: Entry) throws(LedgerError) {
    var applied = 0
    do throws(LedgerError) {
      for posting in entry.postings {
        let number = number(of: posting.account)
        guard rules[number].allows(posting.commodity) else {
          throw .accountNotOnChart(id: entry.id, account: posting.account.path)
        }
        try add(posting.amount, posting.commodity, to: number)
        applied += 1
      }
      for posting in entry.postings where posting.amount < 0 {
        try checkFloor(number(of: posting.account), posting.commodity, id: entry.id)
      }
    } catch {
      for posting in entry.postings.prefix(applied).reversed() {
        takeBack(posting.amount, posting.commodity, from: number(of: posting.account))
      }
      throw error
    }
  }

  /// Adds one posting, whatever the chart says.
  public mutating func apply(_ posting: Posting) throws(LedgerError) {
    try add(posting.amount, posting.commodity, to: number(of: posting.account))
  }

  /// Says what an account holds that nothing was posted to yet; never zero.
  public mutating func set(_ account: Account, _ commodity: Commodity, to amount: Int64) {
    let number = number(of: account)
    precondition(self.amount(number, commodity) == 0 && amount != 0, "an account is set once")
    switch commodity {
    case .cash: cash[number] = amount
    case .shares: shares[number] = amount
    }
    openByStem[rules[number].stem, default: 0] += 1
  }

  /// Fen or shares in an account; zero where nothing was ever posted.
  public func amount(of account: Account, _ commodity: Commodity) -> Int64 {
    paths.number(of: account.path).map { amount($0, commodity) } ?? 0
  }

  /// Every account of `commodity` that holds something, in the order in which they came.
  public func open(_ commodity: Commodity) -> some Collection<(account: Account, amount: Int64)> {
    (0..<paths.count).lazy.filter { amount($0, commodity) != 0 }
      .map { (account($0), amount($0, commodity)) }
  }

  /// The sum over all accounts whose path begins with `prefix`, in 128 bits.
  public func sum(under prefix: String, _ commodity: Commodity) -> Int128 {
    (0..<paths.count).reduce(Int128(0)) { sum, number in
      paths[number].starts(with: prefix.utf8) ? sum + Int128(amount(number, commodity)) : sum
    }
  }

  /// The first open account, by path, that is one of `parents` or stands below one.
  public func firstOpen(
    under parents: Set<String>
  ) -> (account: Account, amount: Int64, commodity: Commodity)? {
    guard parents.contains(where: { (openByStem[Account(path: $0).stem] ?? 0) > 0 }) else {
      return nil
    }
    for commodity in Commodity.allCases {
      let found = open(commodity).filter { item in
        parents.contains { item.account.isWithin($0) }
      }.min { $0.account < $1.account }
      if let found { return (found.account, found.amount, commodity) }
    }
    return nil
  }
}

extension Balances {
  /// The number of an account by the bytes of its path, for those who post to it more than once.
  mutating func number(of path: UnsafeBufferPointer<UInt8>) -> Int {
    let (number, isNew) = paths.insert(path)
    if isNew {
      cash.append(0)
      shares.append(0)
      rules.append(AccountRule(of: account(number), on: .standard))
    }
    return number
  }

  private mutating func number(of account: Account) -> Int {
    var path = account.path
    return path.withUTF8 { number(of: $0) }
  }

  func account(_ number: Int) -> Account {
    Account(path: String(decoding: paths[number], as: UTF8.self))
  }

  func amount(_ number: Int, _ commodity: Commodity) -> Int64 {
    commodity == .cash ? cash[number] : shares[number]
  }

  mutating func add(
    _ amount: Int64, _ commodity: Commodity, to number: Int
  ) throws(LedgerError) {
    let before = self.amount(number, commodity)
    let (sum, overflow) = before.addingReportingOverflow(amount)
    if overflow { throw .overflow(account: account(number).path) }
    switch commodity {
    case .cash: cash[number] = sum
    case .shares: shares[number] = sum
    }
    guard (before == 0) != (sum == 0) else { return }
    openByStem[rules[number].stem, default: 0] += before == 0 ? 1 : -1
  }

  /// Takes an amount back that was added.
  mutating func takeBack(_ amount: Int64, _ commodity: Commodity, from number: Int) {
    do throws(LedgerError) {
      try add(-amount, commodity, to: number)
    } catch {
      preconditionFailure("what was added fits when it is taken back: \(error)")
    }
  }

  /// Refuses less than nothing in an account that has a floor.
  func checkFloor(
    _ number: Int, _ commodity: Commodity, id: @autoclosure () -> String
  ) throws(LedgerError) {
    let amount = amount(number, commodity)
    guard amount < 0, rules[number].hasFloor(commodity) else { return }
    throw .overdrawn(
      id: id(), account: account(number).path,
      found: DecimalText.plain(amount, decimals: commodity.decimals))
  }
}

import Quantities

/// What every account holds: the fold of entries. An account that comes to zero is forgotten, so
/// memory follows open accounts. Posting is one hash look-up, about 100 ns.
public struct Balances: Sendable {
  private var cash: [Account: Int64] = [:]
  private var shares: [Account: Int64] = [:]
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
        // An account that is open was held against the chart when it was opened.
        if amount(of: posting.account, posting.commodity) == 0,
          !ChartOfAccounts.standard.allows(posting)
        {
          throw .accountNotOnChart(id: entry.id, account: posting.account.path)
        }
        try apply(posting)
        applied += 1
      }
      for posting in entry.postings where posting.amount < 0 {
        let amount = amount(of: posting.account, posting.commodity)
        if amount < 0, ChartOfAccounts.standard.hasFloor(posting.account, posting.commodity) {
          throw .overdrawn(
            id: entry.id, account: posting.account.path,
            found: DecimalText.plain(amount, decimals: posting.commodity.decimals))
        }
      }
    } catch {
      undo(entry.postings.prefix(applied))
      throw error
    }
  }

  /// Takes postings back that were applied; the last ones first.
  mutating func undo(_ postings: some BidirectionalCollection<Posting>) {
    for posting in postings.reversed() {
      do throws(LedgerError) {
        try apply(posting.reversed)
      } catch {
        preconditionFailure("what was added fits when it is taken back: \(error)")
      }
    }
  }

  /// Adds one posting.
  public mutating func apply(_ posting: Posting) throws(LedgerError) {
    switch posting.commodity {
    case .cash: try count(posting, Self.add(posting, to: &cash))
    case .shares: try count(posting, Self.add(posting, to: &shares))
    }
  }

  /// Fen or shares in an account; zero where nothing was ever posted.
  public func amount(of account: Account, _ commodity: Commodity) -> Int64 {
    (commodity == .cash ? cash : shares)[account] ?? 0
  }

  /// Every account of `commodity` that holds something, in no order.
  public func open(_ commodity: Commodity) -> some Collection<(account: Account, amount: Int64)> {
    (commodity == .cash ? cash : shares).lazy.map { ($0.key, $0.value) }
  }

  /// The sum over all accounts whose path begins with `prefix`, in 128 bits.
  public func sum(under prefix: String, _ commodity: Commodity) -> Int128 {
    (commodity == .cash ? cash : shares).reduce(Int128(0)) { sum, item in
      item.key.path.utf8.starts(with: prefix.utf8) ? sum + Int128(item.value) : sum
    }
  }

  /// The first open account, by path, that is one of `parents` or stands below one.
  public func firstOpen(
    under parents: Set<String>
  ) -> (account: Account, amount: Int64, commodity: Commodity)? {
    guard parents.contains(where: { (openByStem[Account(path: $0).stem] ?? 0) > 0 }) else {
      return nil
    }
    for (commodity, amounts) in [(Commodity.cash, cash), (.shares, shares)] {
      let found = amounts.keys.lazy.filter { account in
        parents.contains { account.isWithin($0) }
      }.min()
      if let found, let amount = amounts[found] { return (found, amount, commodity) }
    }
    return nil
  }

  /// Adds to one account; tells by how much the number of open accounts changed.
  private static func add(
    _ posting: Posting, to amounts: inout [Account: Int64]
  ) throws(LedgerError) -> Int {
    guard posting.amount != 0 else { return 0 }
    // One look-up for an account that opens or stays open.
    let (before, after) = try add(posting, to: &amounts[posting.account, default: 0])
    if after == 0 { amounts.removeValue(forKey: posting.account) }
    return before == 0 ? 1 : after == 0 ? -1 : 0
  }

  private static func add(
    _ posting: Posting, to amount: inout Int64
  ) throws(LedgerError) -> (before: Int64, after: Int64) {
    let before = amount
    let (sum, overflow) = before.addingReportingOverflow(posting.amount)
    if overflow { throw .overflow(account: posting.account.path) }
    amount = sum
    return (before, sum)
  }

  private mutating func count(_ posting: Posting, _ change: Int) {
    if change != 0 { openByStem[posting.account.stem, default: 0] += change }
  }
}

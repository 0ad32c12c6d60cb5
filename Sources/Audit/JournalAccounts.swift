import Ledger
import Quantities

/// What every account of a journal holds while its entries are folded. Accounts are numbered as they come;
/// whether the chart has one, in what class, and whether it has a floor is asked once.
///
/// Memory follows the distinct accounts, about 100 bytes each.
struct JournalAccounts {
  /// One account.
  private struct Row {
    let hash: UInt64
    let path: Range<Int>
    /// The place in `stems`.
    let stem: Int32
    var cash = Holding()
    var shares = Holding()
  }

  /// What an account holds of a commodity.
  struct Holding {
    var amount: Int64 = 0
    /// The number of its class, or one of the two below.
    var classNumber = Holding.unknown

    /// Nothing was posted yet.
    static let unknown: Int32 = -2
    /// The chart does not have the account in the commodity.
    static let notOnChart: Int32 = -1
  }

  /// A class of accounts in one commodity.
  struct NumberedClass: Hashable {
    let accountClass: AccountClass
    let commodity: Commodity
  }

  /// The classes that were posted to, in the order of the journal.
  private(set) var classes: [NumberedClass] = []
  private var classNumbers: [NumberedClass: Int32] = [:]
  private var floors: [Bool] = []

  private var rows: ContiguousArray<Row> = []
  private var paths: ContiguousArray<UInt8> = []
  private var table = ContiguousArray<Int32>(repeating: -1, count: 1024)
  /// The beginnings of paths, and how many open holdings each has, so that a gate that is clear costs
  /// nothing.
  private var stems: [UInt32] = []
  private var openByStem: ContiguousArray<Int> = []

  /// The number of the account with a path, of which the hash is known.
  mutating func number(of path: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int32 {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let number = table[slot]
      if number < 0 { break }
      if rows[Int(number)].hash == hash, isPath(of: Int(number), path) { return number }
      slot = (slot + 1) & mask
    }
    let number = Int32(rows.count)
    table[slot] = number
    let start = paths.count
    paths.append(contentsOf: path)
    rows.append(Row(hash: hash, path: start..<paths.count, stem: stem(of: path)))
    if 2 * rows.count > table.count { grow() }
    return number
  }

  /// Adds to an account; false, and nothing changes, where the sum does not fit 64 bits.
  @inline(__always)
  mutating func add(_ amount: Int64, to number: Int32, _ commodity: Commodity) -> Bool {
    switch commodity {
    case .cash:
      Self.add(amount, to: &rows[Int(number)].cash, &openByStem[Int(rows[Int(number)].stem)])
    case .shares:
      Self.add(amount, to: &rows[Int(number)].shares, &openByStem[Int(rows[Int(number)].stem)])
    }
  }

  @inline(__always)
  private static func add(_ amount: Int64, to holding: inout Holding, _ open: inout Int) -> Bool {
    let before = holding.amount
    let (sum, overflow) = before.addingReportingOverflow(amount)
    guard !overflow else { return false }
    holding.amount = sum
    open += (sum == 0 ? 0 : 1) - (before == 0 ? 0 : 1)
    return true
  }

  /// What an account holds.
  @inline(__always)
  func amount(of number: Int32, _ commodity: Commodity) -> Int64 {
    commodity == .cash ? rows[Int(number)].cash.amount : rows[Int(number)].shares.amount
  }

  /// The number of an account's class; nil where the chart does not have it in the commodity.
  @inline(__always)
  mutating func classNumber(of number: Int32, _ commodity: Commodity) -> Int? {
    let known =
      commodity == .cash
      ? rows[Int(number)].cash.classNumber : rows[Int(number)].shares.classNumber
    let found = known == Holding.unknown ? lookUpClass(of: number, commodity) : known
    return found == Holding.notOnChart ? nil : Int(found)
  }

  /// True where no entry may leave less than nothing in accounts of a class.
  func hasFloor(_ classNumber: Int) -> Bool { floors[classNumber] }

  func path(of number: Int32) -> String {
    String(decoding: paths[rows[Int(number)].path], as: UTF8.self)
  }
}

extension JournalAccounts {
  /// The first account that holds something, by path, that is one of `parents` or stands below one.
  func firstOpen(
    under parents: [String]
  ) -> (account: Account, amount: Int64, commodity: Commodity)? {
    let wanted = Set(
      parents.map { parent in
        Array(parent.utf8).withUnsafeBufferPointer { Account.stem(ofPath: $0) }
      })
    guard zip(stems, openByStem).contains(where: { $1 > 0 && wanted.contains($0) }) else {
      return nil
    }
    for commodity in [Commodity.cash, .shares] {
      let found = open(commodity).filter { item in
        parents.contains { item.account.isWithin($0) }
      }.min { $0.account < $1.account }
      if let found { return (found.account, found.amount, commodity) }
    }
    return nil
  }

  /// Every account that holds something of a commodity, in the order of the journal.
  func open(_ commodity: Commodity) -> some Sequence<(account: Account, amount: Int64)> {
    rows.indices.lazy.compactMap { index in
      let amount = amount(of: Int32(index), commodity)
      return amount == 0 ? nil : (Account(path: path(of: Int32(index))), amount)
    }
  }

  private func isPath(of number: Int, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = rows[number].path
    guard range.count == path.count else { return false }
    return paths.withUnsafeBufferPointer {
      SameBytes.areSame(.init(rebasing: $0[range]), path)
    }
  }

  private mutating func stem(of path: UnsafeBufferPointer<UInt8>) -> Int32 {
    let stem = Account.stem(ofPath: path)
    if let known = stems.firstIndex(of: stem) { return Int32(known) }
    stems.append(stem)
    openByStem.append(0)
    return Int32(stems.count - 1)
  }

  private mutating func lookUpClass(of number: Int32, _ commodity: Commodity) -> Int32 {
    let path = rows[Int(number)].path
    let found = paths.withUnsafeBufferPointer {
      ChartOfAccounts.standard.accountClass(ofPath: .init(rebasing: $0[path]), commodity)
    }.map { NumberedClass(accountClass: $0, commodity: commodity) }
    var classNumber = Holding.notOnChart
    if let found {
      if let known = classNumbers[found] {
        classNumber = known
      } else {
        classNumber = Int32(classes.count)
        classNumbers[found] = classNumber
        classes.append(found)
        floors.append(
          ChartOfAccounts.standard.kinds[found.accountClass.kind].floors.contains(commodity))
      }
    }
    switch commodity {
    case .cash: rows[Int(number)].cash.classNumber = classNumber
    case .shares: rows[Int(number)].shares.classNumber = classNumber
    }
    return classNumber
  }

  private mutating func grow() {
    table = ContiguousArray(repeating: -1, count: 2 * table.count)
    let mask = table.count - 1
    for (number, row) in rows.enumerated() {
      var slot = Int(truncatingIfNeeded: row.hash) & mask
      while table[slot] >= 0 { slot = (slot + 1) & mask }
      table[slot] = Int32(number)
    }
  }
}

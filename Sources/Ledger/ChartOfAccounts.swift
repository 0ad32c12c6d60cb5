import Offerings
import Quantities
import TradingDays

/// The chart of accounts (会计科目): which paths an entry may post to, and in what. It is data,
/// `Ledgers/chart-of-accounts.txt`, so that a reader and the program have one and the same.
public struct ChartOfAccounts: Sendable {
  /// One kind of account: a path with `<…>` for what varies.
  public struct Kind: Equatable, Sendable {
    public let pattern: String
    public let commodities: Set<Commodity>
    /// The commodities of which no entry may leave less than nothing.
    public let floors: Set<Commodity>
    public let meaning: String
    let parts: [Part]
  }

  /// One part of a path: a word, or what `<…>` stands for.
  enum Part: Equatable, Sendable {
    case word([UInt8])
    case tranche
    case day
    case name

    init(_ text: Substring) {
      switch text {
      case "<tranche>": self = .tranche
      case "<date>": self = .day
      case _ where text.hasPrefix("<"): self = .name
      default: self = .word(Array(text.utf8))
      }
    }
  }

  public let kinds: [Kind]
  /// Positions in `kinds` by the stem of the path, so that a posting is held against few.
  private let kindsByStem: [UInt32: [Int]]

  /// The chart that ships with the program.
  public static let standard = ChartOfAccounts(
    text: String(decoding: PackageResources.chart_of_accounts_txt, as: UTF8.self))

  /// Reads lines of `pattern | cash, shares ≥ 0 | meaning`; "#" begins a comment.
  public init(text: String) {
    let kinds = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
      line -> Kind? in
      let cells = line.split(separator: "|").map { cell in
        cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      }.map { String($0) }
      guard cells.count == 3 else { return nil }
      return Kind(
        pattern: cells[0],
        commodities: Set(Commodity.allCases.filter { cells[1].contains("\($0)") }),
        floors: Set(Commodity.allCases.filter { cells[1].contains("\($0) ≥ 0") }),
        meaning: cells[2],
        parts: cells[0].split(separator: ":").map { Part($0) })
    }
    self.kinds = kinds
    kindsByStem = Dictionary(grouping: kinds.indices) { Account(path: kinds[$0].pattern).stem }
  }

  /// True where the chart has the posting's account in the posting's commodity.
  public func allows(_ posting: Posting) -> Bool {
    index(of: posting.account, posting.commodity) != nil
  }
}

extension ChartOfAccounts.Kind {
  /// The tranche and the day in a path of this kind; nil where it is of another. It goes over the
  /// path's bytes once, since every posting of a journal comes by here.
  fileprivate func match(_ path: UnsafeBufferPointer<UInt8>) -> (tranche: Tranche?, day: Day?)? {
    var tranche: Tranche?
    var day: Day?
    var start = 0
    for (position, part) in parts.enumerated() {
      var end = start
      while end < path.count, path[end] != UInt8(ascii: ":") { end += 1 }
      let text = UnsafeBufferPointer(rebasing: path[start..<end])
      switch part {
      case .word(let word):
        guard text.count == word.count, text.elementsEqual(word) else { return nil }
      case .tranche:
        tranche = Tranche.allCases.first { $0.rawValue.utf8.elementsEqual(text) }
        if tranche == nil { return nil }
      case .day:
        day = Day(String(decoding: text, as: UTF8.self))
        if day == nil { return nil }
      case .name:
        guard (1...64).contains(text.count), text.allSatisfy(AccountName.allows) else { return nil }
      }
      let isLast = position == parts.count - 1
      if end == path.count { return isLast ? (tranche, day) : nil }
      if isLast { return nil }
      start = end + 1
    }
    return nil
  }
}

extension ChartOfAccounts {
  /// The class that an account is of; nil where the chart does not have it in that commodity.
  func accountClass(of account: Account, _ commodity: Commodity) -> AccountClass? {
    var path = account.path
    return path.withUTF8 { accountClass(ofPath: $0, commodity) }
  }

  /// The class that the account with a path in UTF-8 is of; nil where the chart does not have it in that
  /// commodity.
  public func accountClass(
    ofPath path: UnsafeBufferPointer<UInt8>, _ commodity: Commodity
  ) -> AccountClass? {
    for index in kindsByStem[Account.stem(ofPath: path)] ?? [] {
      guard let (tranche, day) = kinds[index].match(path),
        kinds[index].commodities.contains(commodity)
      else { continue }
      return AccountClass(kind: index, tranche: tranche, day: day)
    }
    return nil
  }

  /// The kind that an account is of.
  public func index(of account: Account, _ commodity: Commodity) -> Int? {
    accountClass(of: account, commodity)?.kind
  }
}

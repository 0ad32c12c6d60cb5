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
    public let meaning: String
    let parts: [Part]

    /// True where a tranche or a date tells accounts of the kind apart.
    var isDivided: Bool { parts.contains { $0 == .tranche || $0 == .day } }
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

    func matches(_ text: Substring) -> Bool {
      switch self {
      case .word(let word): text.utf8.elementsEqual(word)
      case .tranche: Tranche(rawValue: String(text)) != nil
      case .day: Day(text) != nil
      case .name: (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(AccountName.allows)
      }
    }
  }

  public let kinds: [Kind]
  /// Positions in `kinds` by the stem of the path, so that a posting is held against few.
  private let kindsByStem: [UInt32: [Int]]

  /// The chart that ships with the program.
  public static let standard = ChartOfAccounts(
    text: String(decoding: PackageResources.chart_of_accounts_txt, as: UTF8.self))

  /// Reads lines of `pattern | cash, shares | meaning`; "#" begins a comment.
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
  /// Compares part by part.
  func matches(_ account: Account) -> Bool {
    let path = account.path
    var index = path.startIndex
    for (position, part) in parts.enumerated() {
      let end = path.utf8[index...].firstIndex(of: UInt8(ascii: ":")) ?? path.endIndex
      guard part.matches(path[index..<end]) else { return false }
      let isLast = position == parts.count - 1
      if end == path.endIndex { return isLast }
      if isLast { return false }
      index = path.utf8.index(after: end)
    }
    return false
  }
}

extension ChartOfAccounts {
  /// The kind that an account is of.
  public func index(of account: Account, _ commodity: Commodity) -> Int? {
    kindsByStem[account.stem]?.first {
      kinds[$0].commodities.contains(commodity) && kinds[$0].matches(account)
    }
  }
}

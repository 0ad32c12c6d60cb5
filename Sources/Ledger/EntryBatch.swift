import CanonicalJSON
import Quantities

/// Makes many like postings into entries that fit a line. Each account's postings stay together;
/// what stands on the other side is summed, so that a thousand payments into one escrow account
/// are a thousand postings and one more.
public struct EntryBatch {
  /// The bytes of postings after which a new entry begins; half a line's limit leaves room for the
  /// body and for the counter postings.
  private static let byteTarget = 32_768

  private let operation: String
  private let kind: EntryKind
  private let body: JSONObject
  private var postings: [Posting] = []
  private var counterparts: [(account: Account, commodity: Commodity, sum: Int128)] = []
  private var bytes = 0
  private var accounts = 0
  private var part = 0

  /// `body` is every entry's; `part` and `accounts` are added to it.
  public init(operation: String, kind: EntryKind, body: JSONObject = [:]) {
    self.operation = operation
    self.kind = kind
    self.body = body
  }

  /// Adds one account's postings; `balancing` names where each commodity's sum is taken from.
  /// Gives an entry where the last one is full.
  public mutating func add(
    _ postings: [Posting], balancing: [(Commodity, Account)]
  ) throws(LedgerError) -> Entry? {
    for posting in postings where posting.amount != 0 {
      self.postings.append(posting)
      bytes += posting.account.path.utf8.count + 60
    }
    for (commodity, account) in balancing {
      var sum: Int128 = 0
      for posting in postings where posting.commodity == commodity { sum += Int128(posting.amount) }
      subtract(sum, from: account, commodity)
    }
    accounts += 1
    return bytes >= Self.byteTarget ? try flush() : nil
  }

  /// The entry of what was added since the last one, if anything was.
  public mutating func flush() throws(LedgerError) -> Entry? {
    guard accounts > 0 else { return nil }
    part += 1
    for counterpart in counterparts {
      guard let sum = Int64(exactly: counterpart.sum) else {
        throw .overflow(account: counterpart.account.path)
      }
      switch counterpart.commodity {
      case .cash: postings.append(Posting(counterpart.account, cash: Money(fen: sum)))
      case .shares: postings.append(Posting(counterpart.account, shares: Shares(sum)))
      }
    }
    var members = body.map { ($0.key, $0.value) }
    members.append(("part", .integer(Int64(part))))
    members.append(("accounts", .integer(Int64(accounts))))
    let entry = try Entry(
      id: "\(operation)/\(kind.rawValue)/\(part)", kind: kind,
      body: JSONObject(uniqueMembers: members), postings: postings)
    postings.removeAll(keepingCapacity: true)
    counterparts.removeAll()
    bytes = 0
    accounts = 0
    return entry
  }

  private mutating func subtract(_ sum: Int128, from account: Account, _ commodity: Commodity) {
    let known = counterparts.firstIndex { $0.account == account && $0.commodity == commodity }
    if let known {
      counterparts[known].sum -= sum
    } else {
      counterparts.append((account, commodity, -sum))
    }
  }
}

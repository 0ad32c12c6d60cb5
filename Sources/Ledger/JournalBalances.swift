import CanonicalJSON
import Quantities

/// What every account holds after a journal's entries, added up from its bytes: the lines' form, their
/// numbers and the sum of each entry are looked at, the hashes and the decisions are not.
///
/// - Complexity: about 250 ns an entry of two postings, on one core; memory grows with the accounts.
public struct JournalBalances: Sendable {
  public private(set) var balances = Balances()
  /// How many entries were added.
  public private(set) var entries: Int64 = 0

  /// - Parameter last: the number of the last entry that counts; nil for all of them.
  /// - Throws: `unreadableEntry` for a line that is none in the journal's form; `unbalancedEntry`,
  ///   `overflow`.
  public init(reading source: JournalSource, through last: Int64? = nil) throws {
    var scanner: EntryScanner?
    var rest: [UInt8] = []
    var start = 0
    while start < source.count, last.map({ entries <= $0 }) ?? true {
      let block = try source.all(in: start..<min(start + Self.blockLength, source.count))
      start += block.count
      rest += block
      let taken = try rest.withUnsafeBufferPointer { bytes in
        if scanner == nil, let end = LineFeed.first(in: bytes, from: 0) {
          scanner = EntryScanner(code: Self.code(UnsafeBufferPointer(rebasing: bytes[..<end])))
        }
        return try take(bytes, through: last, &scanner)
      }
      rest.removeFirst(taken)
    }
    if !rest.isEmpty, last.map({ entries <= $0 }) ?? true {
      throw LedgerError.unreadableEntry(number: entries)
    }
  }

  private static let blockLength = 4 << 20

  /// The security's code, as the first entry's terms have it.
  private static func code(_ line: UnsafeBufferPointer<UInt8>) -> String? {
    (try? JSONParser.parse(line))?["body"]?["terms"]?["code"]?.stringValue
  }

  /// Adds the whole lines.
  ///
  /// - Returns: where they end.
  private mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, through last: Int64?, _ scanner: inout EntryScanner?
  ) throws(LedgerError) -> Int {
    var place = 0
    while let end = LineFeed.first(in: bytes, from: place) {
      if let last, entries > last { break }
      guard let entry = scanner?.scan(bytes, from: place), entry.seq == entries, entry.end == end
      else { throw .unreadableEntry(number: entries) }
      try add(scanner?.postings ?? [], bytes)
      entries += 1
      place = end + 1
    }
    return place
  }

  private mutating func add(
    _ postings: ContiguousArray<ScannedPosting>, _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(LedgerError) {
    var (cash, shares) = (Int128(0), Int128(0))
    for posting in postings {
      let number = balances.number(of: UnsafeBufferPointer(rebasing: bytes[posting.account]))
      try balances.add(posting.amount, posting.commodity, to: number)
      if posting.commodity == .cash {
        cash += Int128(posting.amount)
      } else {
        shares += Int128(posting.amount)
      }
    }
    if cash == 0, shares == 0 { return }
    for (commodity, sum) in [(Commodity.cash, cash), (.shares, shares)] where sum != 0 {
      throw .unbalancedEntry(
        id: "entry \(entries)", commodity: commodity,
        found: DecimalText.plain(sum, decimals: commodity.decimals))
    }
  }
}

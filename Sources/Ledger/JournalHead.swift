import CanonicalJSON
import Cryptography
import TradingDays
import Transparency

/// Where a journal ends: everything that the next entry needs to be chained on.
///
/// A line is RFC 8785 canonical JSON; its leaf hash is both the next line's `prev` and the leaf of
/// the RFC 6962 tree (Specs/journal.md).
public struct JournalHead: Sendable {
  /// The longest line, its LF not counted: what a C2SP entry bundle can carry.
  public static let lineLimit = 65_535

  /// Lines so far; the next one's `seq`.
  public private(set) var count: Int64 = 0
  /// The last line's leaf hash; zeros before the first.
  public private(set) var leaf = Digest.zero
  /// The last line's `at`.
  public private(set) var at: Instant?
  private var frontier = MerkleFrontier()

  public init() {}

  /// The RFC 6962 root over the lines.
  public var root: Digest { frontier.root }

  /// Writes `entry` as the next line, its LF included, at the end of `bytes`.
  public mutating func append(
    _ entry: Entry, at instant: Instant, code: String, to bytes: inout [UInt8]
  ) throws(LedgerError) {
    if let last = at, instant < last {
      throw .clockWentBack(found: instant.description, previous: last.description)
    }
    let start = bytes.count
    JournalLine.append(entry, at: instant, prev: leaf, seq: count, code: code, to: &bytes)
    let length = bytes.count - start
    guard length <= Self.lineLimit else {
      bytes.removeLast(length)
      throw .entryTooLarge(id: entry.id, bytes: length, limit: Self.lineLimit)
    }
    let hash = bytes.withUnsafeBytes {
      MerkleTree.leafHash(UnsafeRawBufferPointer(rebasing: $0[start...]))
    }
    advance(past: hash, at: instant)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Moves past a line that is in the journal already.
  public mutating func advance(past hash: Digest, at instant: Instant) {
    leaf = hash
    frontier.append(hash)
    at = instant
    count += 1
  }
}

import Ledger

/// The entries of one operation, read again from the journal where somebody asks for them: kept are only
/// where they stand and how many there are.
///
/// - Complexity: a pass is O(n) bytes; a window of the journal is in memory at a time.
public struct OperationEntries: Sequence, Sendable {
  /// By entry: its number, its id, and the bytes that do not depend on its place.
  public typealias Element = (seq: Int64, id: String, content: ArraySlice<UInt8>)

  public private(set) var count = 0
  /// The numbers of the first and the last.
  public private(set) var numbers: ClosedRange<Int64>
  private var range: Range<Int>
  private let source: JournalSource
  private let code: String?

  /// No entry yet; the first is that of the number, which begins at a place in the journal.
  init(from number: Int64, at place: Int, of source: JournalSource, code: String?) {
    numbers = number...number
    range = place..<place
    self.source = source
    self.code = code
  }

  /// Takes the next entry; its line ends before `end`, LF included.
  mutating func extend(to number: Int64, before end: Int) {
    count += 1
    numbers = numbers.lowerBound...number
    range = range.lowerBound..<end
  }

  public var first: Element? { first { _ in true } }

  public var underestimatedCount: Int { count }

  public func makeIterator() -> Iterator {
    Iterator(
      lines: JournalLines(source, range), scanner: EntryScanner(code: code), code: code,
      number: numbers.lowerBound)
  }

  /// Goes over the lines; those that can't be read as entries are findings elsewhere and none here.
  public struct Iterator: IteratorProtocol {
    var lines: JournalLines
    var scanner: EntryScanner
    let code: String?
    var number: Int64

    public mutating func next() -> Element? {
      while let line = lines.next()?.line {
        defer { number += 1 }
        let scanned = line.withUnsafeBufferPointer { bytes -> (String, Range<Int>)? in
          guard let entry = scanner.scan(bytes) else { return nil }
          return (String(decoding: bytes[entry.id], as: UTF8.self), entry.content)
        }
        if let (id, content) = scanned {
          return (number, id, line.dropFirst(content.lowerBound).prefix(content.count))
        }
        if let entry = try? AuditedEntry(line.dropLast(), number: number, code: code) {
          return (number, entry.id, entry.content)
        }
      }
      return nil
    }
  }
}

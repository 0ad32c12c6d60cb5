/// Numbers of journal entries (`seq`), kept as ranges: where a figure comes from.
///
/// Its text is what reports print and readers look up: "3, 17-404, 911".
public struct EntryNumbers: Equatable, Sendable, CustomStringConvertible {
  /// Disjoint, apart from each other, ascending.
  public private(set) var ranges: [ClosedRange<Int64>] = []

  public init() {}

  public init(_ number: Int64) { ranges = [number...number] }

  public init(_ numbers: ClosedRange<Int64>) { ranges = [numbers] }

  public init(_ numbers: some Sequence<Int64>) {
    for number in numbers { insert(number) }
  }

  public var isEmpty: Bool { ranges.isEmpty }

  /// Adds a number; O(1) where it is not before the last one.
  public mutating func insert(_ number: Int64) {
    guard let last = ranges.last else {
      ranges = [number...number]
      return
    }
    if number > last.upperBound {
      if number == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    } else if number < last.lowerBound {
      formUnion(EntryNumbers(number))
    }
  }

  /// Adds all numbers of another; O(n log n), or O(1) where they are one range behind all others.
  public mutating func formUnion(_ other: EntryNumbers) {
    if other.ranges.count == 1, let last = ranges.last,
      last.upperBound + 1 < other.ranges[0].lowerBound
    {
      ranges.append(other.ranges[0])
      return
    }
    var merged: [ClosedRange<Int64>] = []
    for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  public func contains(_ number: Int64) -> Bool { ranges.contains { $0.contains(number) } }

  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }
}

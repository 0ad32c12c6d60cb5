import Audit
import Testing

/// Every order of inserting every subset of a few numbers gives the ranges of the set.
@Suite struct EntryNumbersTests {
  @Test func everySmallSetInEveryOrder() {
    for mask in 0..<(1 << 6) {
      let numbers = (Int64(0)..<6).filter { mask & (1 << $0) != 0 }
      for order in permutations(numbers) {
        let inserted = EntryNumbers(order)
        #expect(inserted.ranges == ranges(of: Set(numbers)))
        for number in Int64(-1)...6 {
          #expect(inserted.contains(number) == numbers.contains(number))
        }
      }
    }
  }

  @Test func unionIsTheUnionOfTheSets() {
    for left in 0..<(1 << 5) {
      for right in 0..<(1 << 5) {
        var union = EntryNumbers(numbers(left))
        union.formUnion(EntryNumbers(numbers(right)))
        #expect(union.ranges == ranges(of: Set(numbers(left | right))))
      }
    }
  }

  @Test func textListsNumbersAndRanges() {
    #expect(EntryNumbers([3, 17, 18, 19, 911]).description == "3, 17-19, 911")
    #expect(EntryNumbers().description.isEmpty)
  }

  private func numbers(_ mask: Int) -> [Int64] {
    (Int64(0)..<5).filter { mask & (1 << $0) != 0 }
  }

  private func ranges(of numbers: Set<Int64>) -> [ClosedRange<Int64>] {
    var ranges: [ClosedRange<Int64>] = []
    for number in numbers.sorted() {
      if numbers.contains(number - 1), let last = ranges.popLast() {
        ranges.append(last.lowerBound...number)
      } else {
        ranges.append(number...number)
      }
    }
    return ranges
  }

  private func permutations(_ numbers: [Int64]) -> [[Int64]] {
    guard !numbers.isEmpty else { return [[]] }
    return numbers.indices.flatMap { index in
      var rest = numbers
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }
}

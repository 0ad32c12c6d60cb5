import Parallelism
import Synchronization
import Testing

@Suite struct ConcurrentMapTests {
  @Test func everyCountGivesTheResultsInTheOrderOfTheIndices() {
    for count in 0...300 {
      #expect(concurrentMap(count: count) { 3 * $0 + 1 } == (0..<count).map { 3 * $0 + 1 })
    }
  }

  @Test func everyIndexIsCalledOnce() {
    let calls = Mutex([Int](repeating: 0, count: 10_000))
    let results = concurrentMap(count: 10_000) { index in
      calls.withLock { $0[index] += 1 }
      return index
    }
    #expect(results == Array(0..<10_000))
    #expect(calls.withLock { $0.allSatisfy { $0 == 1 } })
  }

  /// Values that own memory: each is taken over once and none is lost.
  @Test func resultsMayOwnMemory() {
    let results = concurrentMap(count: 500) { index in
      (0..<index).map { "number \($0)" }
    }
    #expect(results.map(\.count) == Array(0..<500))
    #expect(results[499].last == "number 498")
  }

  /// Units of very different length end in any order; their results do not.
  @Test func unevenUnitsKeepTheirPlaces() {
    let results = concurrentMap(count: 64) { index in
      var value = UInt64(index)
      for _ in 0..<(index % 7 == 0 ? 200_000 : 10) { value = value &* 6_364_136_223_846_793_005 }
      return (index, value)
    }
    #expect(results.map(\.0) == Array(0..<64))
    for (index, value) in results where index % 7 != 0 {
      let expected = (0..<10).reduce(UInt64(index)) { power, _ in
        power &* 6_364_136_223_846_793_005
      }
      #expect(value == expected)
    }
  }

  @Test func aMapInsideAMapIsAllowed() {
    let table = concurrentMap(count: 20) { row in
      concurrentMap(count: 20) { column in row * column }
    }
    #expect(table == (0..<20).map { row in (0..<20).map { row * $0 } })
  }
}

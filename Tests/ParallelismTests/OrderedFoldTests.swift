import Parallelism
import Synchronization
import Testing

@Suite struct OrderedFoldTests {
  private final class Place: Sendable {
    let value = Mutex<[Int]>([])
  }

  @Test(arguments: [1, 2, 3, 8])
  func `Every part is folded once and in order, whatever takes longest`(slots: Int) {
    for count in [0, 1, 2, 3, 7, 100, 1_000] {
      let folded = Mutex<[Int]>([])
      let running = Mutex(0)
      orderedFold(count: count, slots: (0..<slots).map { _ in Place() }) { part, place in
        let steps = part.isMultiple(of: 7) ? 2_000 : 10
        place.value.withLock { $0 = (0..<steps).map { $0 &+ part } }
      } fold: { part, place in
        let folding = running.withLock { running in
          running += 1
          return running
        }
        #expect(folding == 1)
        let first = place.value.withLock { $0.first }
        #expect(first == part)
        folded.withLock { $0.append(part) }
        running.withLock { $0 -= 1 }
      }
      let order = folded.withLock { $0 }
      #expect(order == Array(0..<count))
    }
  }
}

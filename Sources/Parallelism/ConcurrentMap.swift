import Dispatch

/// What `transform` makes of 0, 1, … `count` − 1, in this order, made on all cores at once.
///
/// The result depends on `transform` alone, never on which core was faster. It is called once for
/// each index, in any order, and blocks until all are done; with no index it is not called.
///
/// ```swift
/// concurrentMap(count: 4) { $0 * $0 }  // [0, 1, 4, 9]
/// ```
///
/// A unit of work should take some microseconds at least, or handing it out costs more than it
/// saves. Dispatch keeps the number of cores to itself: give many more units than cores, and
/// what each of them holds in memory is held once a core.
///
/// - Complexity: O(count) for the results, beside the work itself.
public func concurrentMap<Value: Sendable>(
  count: Int, _ transform: @Sendable (Int) -> Value
) -> [Value] {
  precondition(count >= 0, "A map has at least no elements")
  // One unit needs no other thread, and none needs no thread at all.
  guard count > 1 else { return (0..<count).map(transform) }
  return [Value](unsafeUninitializedCapacity: count) { slots, initializedCount in
    // Every call writes to the slot of its own index only, so that no two touch the same memory.
    nonisolated(unsafe) let slots = slots
    DispatchQueue.concurrentPerform(iterations: count) { index in
      slots.initializeElement(at: index, to: transform(index))
    }
    initializedCount = count
  }
}

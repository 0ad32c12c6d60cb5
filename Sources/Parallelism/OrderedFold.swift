import Dispatch
import Synchronization

/// Maps 0, 1, … `count` − 1 on all cores at once and folds the results in this order, while others are
/// still being mapped: for a file that is read in parts, of which each depends on those before it only
/// a little.
///
/// Results live in `slots`, which are used again: part `index` is mapped into slot `index % slots.count`,
/// and only when that slot was folded. So memory follows the number of slots, never that of parts.
/// `fold` is called once a part, in order, never twice at once, on whatever core comes by.
///
/// ```swift
/// orderedFold(count: parts, slots: slots) { part, slot in
///   slot.read(part)
/// } fold: { part, slot in
///   sum.add(slot)
/// }
/// ```
///
/// - Parameter slots: at least one; more than cores, or one core waits for another.
public func orderedFold<Slot: AnyObject & Sendable>(
  count: Int, slots: [Slot], map: @escaping @Sendable (Int, Slot) -> Void,
  fold: @escaping @Sendable (Int, Slot) -> Void
) {
  precondition(!slots.isEmpty, "A fold needs a place for its results")
  guard count > 1, slots.count > 1 else {
    for index in 0..<max(count, 0) {
      map(index, slots[0])
      fold(index, slots[0])
    }
    return
  }
  let order = FoldOrder(count: count, slots: slots.count)
  DispatchQueue.concurrentPerform(iterations: min(slots.count, count)) { _ in
    while let index = order.claim() {
      map(index, slots[index % slots.count])
      order.finish(index) { ready in fold(ready, slots[ready % slots.count]) }
    }
  }
}

/// Who maps what, and who folds.
private final class FoldOrder: Sendable {
  private struct State {
    var claimed = 0
    var folded = 0
    var isFolding = false
    /// By slot: true where its part is mapped and not folded.
    var isReady: [Bool]
    /// How many wait for a slot.
    var waiting = 0
  }

  private let count: Int
  private let slots: Int
  private let state: Mutex<State>
  private let freed = DispatchSemaphore(value: 0)

  init(count: Int, slots: Int) {
    self.count = count
    self.slots = slots
    state = Mutex(State(isReady: Array(repeating: false, count: slots)))
  }

  /// The next part to be mapped, once its slot is free; nil where all are handed out.
  func claim() -> Int? {
    while true {
      let (index, isOver) = state.withLock { state -> (Int?, Bool) in
        guard state.claimed < count else { return (nil, true) }
        guard state.claimed < state.folded + slots else {
          state.waiting += 1
          return (nil, false)
        }
        defer { state.claimed += 1 }
        return (state.claimed, false)
      }
      if let index { return index }
      if isOver { return nil }
      freed.wait()
    }
  }

  /// Notes that a part is mapped, and folds what is ready in order, unless somebody else does.
  func finish(_ index: Int, fold: (Int) -> Void) {
    state.withLock { $0.isReady[index % slots] = true }
    while let ready = next() {
      fold(ready)
      let waiting = state.withLock { state in
        state.isReady[ready % slots] = false
        state.folded += 1
        state.isFolding = false
        defer { state.waiting = 0 }
        return state.waiting
      }
      for _ in 0..<waiting { freed.signal() }
    }
  }

  /// The part that is to be folded now, by whoever asks.
  private func next() -> Int? {
    state.withLock { state in
      guard !state.isFolding, state.folded < count, state.isReady[state.folded % slots] else {
        return nil
      }
      state.isFolding = true
      return state.folded
    }
  }
}

import Dispatch

/// Work on another core that goes on while other things are done here.
///
/// ```swift
/// let work = Background { slow() }
/// work.wait()  // what slow() gave
/// ```
public final class Background<Value: Sendable> {
  private let group = DispatchGroup()
  private let slot = Slot<Value>()

  /// Begins at once.
  public init(_ work: @escaping @Sendable () -> Value) {
    let slot = slot
    DispatchQueue.global().async(group: group) { slot.value = work() }
  }

  /// Work that was done here: for what must happen in one order every time.
  public init(doneHere work: () -> Value) { slot.value = work() }

  /// True once there is a value: `wait` gives it at once.
  public var isDone: Bool { group.wait(timeout: .now()) == .success }

  /// The value, when it is there.
  public func wait() -> Value {
    group.wait()
    guard let value = slot.value else { preconditionFailure("the group waits for its work") }
    return value
  }
}

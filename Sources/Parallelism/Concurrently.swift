import Dispatch

/// Does one thing on another core while `foreground` is done here, and waits for both.
///
/// For two pieces of work that take milliseconds at least and know nothing of each other.
public func concurrently<Background: Sendable, Foreground>(
  _ background: @escaping @Sendable () -> Background, _ foreground: () -> Foreground
) -> (Background, Foreground) {
  let result = Slot<Background>()
  let group = DispatchGroup()
  DispatchQueue.global().async(group: group) { result.value = background() }
  let own = foreground()
  group.wait()
  guard let value = result.value else { preconditionFailure("the group waits for its work") }
  return (value, own)
}

/// Where the other core puts its result; read only after the wait.
private final class Slot<Value: Sendable>: @unchecked Sendable {
  var value: Value?
}

/// Does one thing on another core while `foreground` is done here, and waits for both.
///
/// For two pieces of work that take milliseconds at least and know nothing of each other.
public func concurrently<Other: Sendable, Own>(
  _ background: @escaping @Sendable () -> Other, _ foreground: () -> Own
) -> (Other, Own) {
  let other = Background(background)
  let own = foreground()
  return (other.wait(), own)
}

/// Where the other core puts its result; read only after the wait.
final class Slot<Value: Sendable>: @unchecked Sendable {
  var value: Value?
}

/// The name of a recorded break: the reconciliation that found it and its place there, from 1, as in
/// "2/17".
public struct BreakNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let reconciliation: Int
  public let place: Int

  public init(reconciliation: Int, place: Int) {
    self.reconciliation = reconciliation
    self.place = place
  }

  /// Reads exactly the form of `description`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let reconciliation = Int(parts[0]), let place = Int(parts[1]),
      reconciliation > 0, place > 0, "\(reconciliation)/\(place)" == text
    else { return nil }
    self.init(reconciliation: reconciliation, place: place)
  }

  public var description: String { "\(reconciliation)/\(place)" }

  public static func < (left: BreakNumber, right: BreakNumber) -> Bool {
    (left.reconciliation, left.place) < (right.reconciliation, right.place)
  }
}

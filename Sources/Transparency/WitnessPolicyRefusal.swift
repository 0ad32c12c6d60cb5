/// Everything that is wrong with a policy, at once, in the order of its lines.
public struct WitnessPolicyRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  public let faults: [WitnessPolicyFault]

  init(_ faults: [WitnessPolicyFault]) { self.faults = faults }

  public var description: String { faults.map(\.description).joined(separator: "; ") }
}

/// Whose word it is at a gate: the proposer's or the approver's, in which round.
public struct ApprovalPlace: Hashable, Comparable, Sendable {
  /// What somebody does at a gate.
  public enum Role: String, CaseIterable, Comparable, Sendable {
    case proposed
    case approved

    public static func < (left: Role, right: Role) -> Bool {
      left == .proposed && right == .approved
    }
  }

  public let gate: GateName
  /// From 1: a later proposal takes the place of an earlier one.
  public let round: Int
  public let role: Role

  public init(_ gate: GateName, round: Int, _ role: Role) {
    (self.gate, self.round, self.role) = (gate, round, role)
  }

  /// The operation that records it: `proposal-clawback-1`, `approval-clawback-1`.
  public var operation: String {
    (role == .proposed ? Self.proposalPrefix : Self.approvalPrefix) + "\(gate)-\(round)"
  }

  static let proposalPrefix = "proposal-"
  static let approvalPrefix = "approval-"

  /// True for the operations of a release's gate, which come when they come.
  public static func isOfRelease(operation id: String) -> Bool {
    id.hasPrefix("\(proposalPrefix)release-") || id.hasPrefix("\(approvalPrefix)release-")
  }

  public static func < (left: ApprovalPlace, right: ApprovalPlace) -> Bool {
    (left.gate, left.round, left.role) < (right.gate, right.round, right.role)
  }
}

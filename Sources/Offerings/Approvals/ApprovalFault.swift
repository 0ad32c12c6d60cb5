import Cryptography

/// A word at a gate that does not count, by the rule that refuses it.
public enum ApprovalFault: Equatable, Sendable, CustomStringConvertible {
  /// The terms name nobody who could approve, or do not have this gate.
  case gateNotInTerms(GateName)
  case notAnApprover(AccountName, expected: String)
  case approvalSignatureInvalid(AccountName, ApprovalPlace)
  /// A round without a proposal, or one left out.
  case approvalWithoutProposal(ApprovalPlace)
  case approverIsProposer(AccountName, GateName)
  /// The approver signed other contents than were proposed.
  case approvalOfAnother(GateName, found: Digest, expected: Digest)
  /// A proposal of what is proposed already.
  case proposalTwice(ApprovalPlace)

  /// The rule's name.
  public var rule: String {
    switch self {
    case .gateNotInTerms: "gateNotInTerms"
    case .notAnApprover: "notAnApprover"
    case .approvalSignatureInvalid: "approvalSignatureInvalid"
    case .approvalWithoutProposal: "approvalWithoutProposal"
    case .approverIsProposer: "approverIsProposer"
    case .approvalOfAnother: "approvalOfAnother"
    case .proposalTwice: "proposalTwice"
    }
  }

  public var found: String {
    switch self {
    case .gateNotInTerms(let gate): "a word on \(gate)"
    case .notAnApprover(let name, _): "\(name)"
    case .approvalSignatureInvalid(let name, let place):
      "no valid signature of \(name) for \(place.operation)"
    case .approvalWithoutProposal(let place): "\(place.operation)"
    case .approverIsProposer(let name, let gate): "\(name) for both sides of \(gate)"
    case .approvalOfAnother(let gate, let found, _): "\(gate) with SHA-256 \(found.hex) approved"
    case .proposalTwice(let place): "\(place.operation) of what was proposed before"
    }
  }

  public var expected: String {
    switch self {
    case .gateNotInTerms: "a gate of the terms' approvals.gates"
    case .notAnApprover(_, let names): "one of the terms' approvals.people: \(names)"
    case .approvalSignatureInvalid:
      "one by the key of the terms over the text of Specs/approvals.md"
    case .approvalWithoutProposal: "the proposal of its round, and every round before it"
    case .approverIsProposer: "two people"
    case .approvalOfAnother(_, _, let expected): "\(expected.hex), which was proposed"
    case .proposalTwice: "a proposal of other contents"
    }
  }

  public var description: String { "\(rule): found \(found), expected \(expected)" }
}

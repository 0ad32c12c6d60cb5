/// All words at gates that are known, by their place.
public typealias ApprovalRecord = [ApprovalPlace: Approval]

extension ApprovalTerms {
  /// What is wrong with words at gates, in the order of their places, each by itself and against the words
  /// before it. Whether the contents are those of the operation is for whoever knows the operation.
  public func faults(
    of record: ApprovalRecord, offering: String
  ) -> [(place: ApprovalPlace, fault: ApprovalFault)] {
    record.sorted { $0.key < $1.key }.compactMap { place, approval in
      fault(of: approval, at: place, in: record, offering: offering).map { (place, $0) }
    }
  }

  private func fault(
    of approval: Approval, at place: ApprovalPlace, in record: ApprovalRecord, offering: String
  ) -> ApprovalFault? {
    guard gates.contains(place.gate.gate) else { return .gateNotInTerms(place.gate) }
    guard let person = person(named: approval.by) else {
      return .notAnApprover(approval.by, expected: names)
    }
    guard approval.isSigned(by: person.key, at: place, offering: offering) else {
      return .approvalSignatureInvalid(approval.by, place)
    }
    let before = record[ApprovalPlace(place.gate, round: place.round - 1, .proposed)]
    guard place.round == 1 || before != nil else { return .approvalWithoutProposal(place) }
    switch place.role {
    case .proposed:
      return before?.sha256 == approval.sha256 ? .proposalTwice(place) : nil
    case .approved:
      guard let proposal = record[ApprovalPlace(place.gate, round: place.round, .proposed)] else {
        return .approvalWithoutProposal(place)
      }
      guard proposal.by != approval.by else {
        return .approverIsProposer(approval.by, place.gate)
      }
      return proposal.sha256 == approval.sha256
        ? nil
        : .approvalOfAnother(
          place.gate, found: approval.sha256, expected: proposal.sha256)
    }
  }
}

import CanonicalJSON
import Cryptography
import Offerings

/// How far two people have come at a gate: what the guarded operation would record, and what was said of
/// it.
public struct GateStanding: Sendable {
  public let gate: GateName
  /// The operation that is approved.
  public let subject: Step
  /// The digest of what it records.
  public let sha256: Digest
  /// The words that were spoken, in their order.
  public let words: [(place: ApprovalPlace, approval: Approval)]

  /// What the last words amount to.
  public enum State: Equatable, Sendable {
    /// Nobody has proposed it.
    case unproposed
    /// Somebody proposed it; nobody has approved it.
    case proposed(by: AccountName)
    /// What was proposed is not what would be recorded by now.
    case proposedOther(Approval)
    /// What was approved is not what would be recorded by now.
    case approvedOther(Approval)
    case open(proposer: AccountName, approver: AccountName)
  }

  init(_ gate: GateName, _ subject: Step, _ record: ApprovalRecord, code: String) throws {
    self.gate = gate
    self.subject = subject
    sha256 = try subject.sha256(code: code)
    words = Self.words(at: gate, record)
  }

  /// What was said at a gate, in its order.
  static func words(
    at gate: GateName, _ record: ApprovalRecord
  ) -> [(place: ApprovalPlace, approval: Approval)] {
    record.filter { $0.key.gate == gate }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The round of the last proposal; 0 before the first.
  public var round: Int { words.last?.place.round ?? 0 }

  public var state: State {
    guard let proposal else { return .unproposed }
    let approver = words.last.flatMap { $0.place.role == .approved ? $0.approval.by : nil }
    switch (approver, proposal.sha256 == sha256) {
    case (let approver?, true): return .open(proposer: proposal.by, approver: approver)
    case (_?, false): return .approvedOther(proposal)
    case (nil, true): return .proposed(by: proposal.by)
    case (nil, false): return .proposedOther(proposal)
    }
  }

  /// The last proposal, whatever it is of.
  public var proposal: Approval? {
    words.last { $0.place.role == .proposed }?.approval
  }

  /// True where two people agree to what would be recorded.
  public var isOpen: Bool {
    if case .open = state { true } else { false }
  }

  /// The operations that record the words.
  var steps: [Step] { Self.steps(of: words) }

  /// The operations that record words, whatever they are of.
  static func steps(of words: [(place: ApprovalPlace, approval: Approval)]) -> [Step] {
    words.map { place, approval in
      var report = StepReport(
        place.role == .proposed ? "Proposal 提议" : "Approval 批准", when: "\(place.gate)", day: nil)
      report.add("by", approval.by.text)
      report.add("sha256", approval.sha256.hex)
      if let because = approval.because { report.add("because", because.text) }
      return Step(id: place.operation, report: report) { sink in
        try sink.post(
          Course.sealed(
            place.operation, fact: "approvals",
            ["\(place.gate)": ["\(place.round)": [place.role.rawValue: approval.canonical]]]))
      }
    }
  }

  /// What is waited for, in words; nil where the gate is open.
  public var needs: String? {
    let propose = "ipo propose DIR \(gate) --by NAME"
    switch state {
    case .unproposed: return "\(gate) waits for a proposal: \(propose)"
    case .proposed(let proposer):
      return
        "\(gate) waits for approval by somebody other than \(proposer): ipo approve DIR \(gate) "
        + "--by NAME"
    case .proposedOther(let proposal):
      return
        "\(gate) waits for a new proposal: \(proposal.by) proposed one with SHA-256 "
        + "\(proposal.sha256.hex), by now it has \(sha256.hex): \(propose)"
    case .approvedOther(let proposal):
      return
        "approvalOfAnother: found \(gate) with SHA-256 \(sha256.hex), expected "
        + "\(proposal.sha256.hex), which was approved: \(propose), or mend what changed"
    case .open: return nil
    }
  }
}

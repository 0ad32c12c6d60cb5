import ArgumentParser
import Cryptography
import Issuance
import Offerings

/// `ipo approve DIR GATE`.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "As the second of two people, approve what another proposed.",
    discussion: """
      Shows the operation and its SHA-256, and records that this person agrees to exactly that, \
      signed with the person's own key. Nobody approves what he proposed, and an approval of one \
      clawback is none of another.

        ipo approve dema clawback --by bob
        ipo approve dema clawback --by bob --own-key bob.key
      """)

  @OptionGroup var options: ApprovalOptions

  func run() throws {
    var run = try ApprovalRun(options)
    let standing = try run.standing()
    switch standing.state {
    case .open(let proposer, let approver):
      return run.tell(
        "approved", "already: proposed by \(proposer), approved by \(approver); nothing to add")
    case .unproposed:
      throw Failure.Refused(
        message:
          "nothingProposed: found no proposal of \(run.gate), expected one by somebody else: "
          + "ipo propose \(options.folder) \(run.gate)")
    case .proposedOther(let proposal), .approvedOther(let proposal):
      throw Failure.Refused(
        message:
          "approvalOfAnother: found \(run.gate) with SHA-256 \(standing.sha256.hex), expected "
          + "\(proposal.sha256.hex), which \(proposal.by) proposed: propose it again")
    case .proposed(let proposer) where proposer == run.person.name:
      throw Failure.Refused(message: "\(ApprovalFault.approverIsProposer(proposer, run.gate))")
    case .proposed: break
    }
    run.show(standing, proposal: standing.proposal)
    let place = ApprovalPlace(run.gate, round: standing.round, .approved)
    let approval = try run.sign(standing, at: place, because: nil)
    if options.signOnly { return run.tellFact(approval, at: place) }
    try run.record(approval, at: place)
  }
}

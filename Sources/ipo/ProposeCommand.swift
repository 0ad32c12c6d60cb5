import ArgumentParser
import Issuance
import Offerings

/// `ipo propose DIR GATE`.
struct ProposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "As one of two people, propose what is to be recorded behind a gate.",
    discussion: """
      Shows the operation and its SHA-256, and records that this person proposes exactly that, \
      signed with the person's own key. Somebody else approves it. Where what would be recorded has \
      changed since, a new proposal takes the place of the old one.

        ipo propose dema clawback --by alice
        ipo propose dema release-2020-12-02 --by alice --because "six months are over"
        ipo propose dema price --by alice --sign-only
        ipo propose dema price --by alice --fact 'price={value: 25.12, by: alice, approved_by: bob}'
      """)

  @OptionGroup var options: ApprovalOptions

  @Option(help: "Why, for the other's eyes: one line.")
  var because: String?

  func run() throws {
    var run = try ApprovalRun(options)
    let because = try because.map { text in
      guard let reason = Reason(text) else {
        throw Failure.WrongCall(
          message: "malformedReason: found another reason, expected \(Reason.expectation)")
      }
      return reason
    }
    let standing = try run.standing()
    switch standing.state {
    case .open(let proposer, let approver):
      return run.tell(
        "approved", "already: proposed by \(proposer), approved by \(approver); nothing to add")
    case .proposed(let proposer) where proposer == run.person.name:
      return run.tell("proposed", "already: \(proposer) proposed exactly this; nothing to add")
    case .proposed(let proposer):
      throw Failure.Refused(
        message: "proposalStands: found \(run.gate) proposed by \(proposer), expected "
          + "ipo approve \(options.folder) \(run.gate)")
    case .unproposed, .proposedOther, .approvedOther: break
    }
    run.show(standing)
    let place = ApprovalPlace(run.gate, round: standing.round + 1, .proposed)
    let approval = try run.sign(standing, at: place, because: because)
    if options.signOnly { return run.tellFact(approval, at: place) }
    try run.record(approval, at: place)
  }
}

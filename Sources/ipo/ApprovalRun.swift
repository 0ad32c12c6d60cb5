import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Reports
import Storage
import Transparency

/// What proposing and approving have in common: the passage is taken as far as the gate, what would be
/// recorded is shown, and one person's signed word is recorded.
struct ApprovalRun {
  private(set) var run: OfferingRun
  let gate: GateName
  let person: ApprovalTerms.Person
  private let key: String?
  private let json: Bool
  /// The facts of the call, for the call that follows.
  private let given: String

  /// - Parameter options: of the command.
  init(_ options: ApprovalOptions) throws {
    guard let gate = GateName(options.gate) else {
      throw Failure.WrongCall(
        message: "unknownGate: found \"\(options.gate)\", expected \(GateName.expectation)")
    }
    let name = try options.actor.demand()
    run = try OfferingRun(options.folder, key: options.key, by: name, facts: options.facts)
    guard let terms = run.file.offering.terms.approvals, terms.gates.contains(gate.gate) else {
      throw Failure.WrongCall(
        message:
          "gateNotInTerms: found \(gate), expected a gate of approvals.gates in offering.yaml")
    }
    guard let person = terms.person(named: name) else {
      throw Failure.Refused(
        message: "\(ApprovalFault.notAnApprover(name, expected: terms.names))")
    }
    (self.gate, self.person, key, json) = (gate, person, options.ownKey, options.json)
    given = options.facts.map { " --fact '\($0.replacing("'", with: "'\\''"))'" }.joined()
  }

  /// Where the gate stands by everything that is known.
  func standing() throws -> GateStanding {
    let passage = try run.plan().passage
    guard let standing = try passage.standing(at: gate) else {
      let needs = passage.waiting.map(\.text).joined(separator: "; ")
      throw Failure.Refused(
        message: "gateNotReached: found \(gate) not to be decided yet, expected first "
          + (needs.isEmpty ? "what leads to it" : needs))
    }
    return standing
  }

  /// Signs as the person.
  func sign(_ standing: GateStanding, at place: ApprovalPlace, because: Reason?) throws -> Approval
  {
    let store = try key.map { try SignerStore(named: $0) } ?? SignerStore.party(person.name)
    let signer = try store.key(party: person.name)
    guard signer.verifierKey == person.key else {
      throw Failure.WrongCall(
        message: "keyDiffers: found the key \(signer.verifierKey), expected \(person.key), as the "
          + "terms have it; name its file with --own-key")
    }
    return try Approval.signing(
      standing.sha256, at: place, offering: run.file.offering.terms.code, as: person.name,
      because: because, with: signer)
  }

  /// Records the word, and everything before it.
  mutating func record(_ approval: Approval, at place: ApprovalPlace) throws {
    try run.add(Facts(approvals: [place: approval]), from: "the call")
    let (passage, figures) = try run.plan()
    let recorded = try run.record(passage, through: place.operation) { step in
      if !json { Console.write(TextBlock.step(step.report)) }
    }
    if json {
      Console.write(
        PassageJSON.settle(
          passage, recorded: recorded, entries: run.recorder.entries, root: run.recorder.root,
          figures: figures))
      return
    }
    Console.write("\n" + TextBlock.labelled("root", run.recorder.root.hex))
    for waiting in passage.waiting { Console.write(TextBlock.waiting(waiting)) }
    if let next = passage.steps.first(where: { !run.recorder.holds($0.id) }) {
      Console.write(
        TextBlock.labelled(
          "next", "\(next.report.title): ipo settle \(run.folder.path)\(given)"))
    }
  }

  /// What would be recorded behind the gate; to who approves it also who proposed it, and why.
  func show(_ standing: GateStanding, proposal: Approval? = nil) {
    guard !json else { return }
    Console.write(TextBlock.step(standing.subject.report))
    Console.write(TextBlock.labelled("sha256", standing.sha256.hex))
    guard let proposal else { return }
    Console.write(TextBlock.labelled("proposed by", proposal.by.text))
    if let because = proposal.because {
      Console.write(TextBlock.labelled("because", because.text))
    }
  }

  /// Says that there is nothing to add.
  func tell(_ label: String, _ text: String) {
    if json {
      Console.write(["gate": .string("\(gate)"), label: .string(text)])
    } else {
      Console.write(TextBlock.labelled(label, text))
    }
  }

  /// The word as a fact, for whoever keeps the journal.
  func tellFact(_ approval: Approval, at place: ApprovalPlace) {
    let value: JSONValue = [
      "\(place.gate)": ["\(place.round)": [place.role.rawValue: approval.canonical]]
    ]
    if json {
      Console.write(["fact": .string("approvals=\(value.flowText)")])
    } else {
      Console.write("--fact 'approvals=\(value.flowText)'\n")
    }
  }
}

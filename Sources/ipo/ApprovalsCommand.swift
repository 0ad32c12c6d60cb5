import ArgumentParser
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Reports
import ShareRegister
import Storage
import Transparency

/// `ipo approvals`: who proposed, who approved, what is open; and a person's key.
struct ApprovalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approvals",
    abstract: "Show where the gates stand that two people have to open; make a person's key.",
    discussion: """
      People and gates are terms: approvals in offering.yaml.

        ipo approvals dema
        ipo approvals key --by alice
      """,
    subcommands: [ApprovalListCommand.self, ApprovalKeyCommand.self],
    defaultSubcommand: ApprovalListCommand.self)
}

/// `ipo approvals DIR`.
struct ApprovalListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show who proposed, who approved, and what is waited for.")

  @Argument(help: "The offering's folder.")
  var folder: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let folder = OfferingFolder(folder)
    let file = try folder.readOffering()
    guard let terms = file.offering.terms.approvals else {
      throw Failure.WrongCall(
        message: "gateNotInTerms: found no approvals in offering.yaml, expected people and gates")
    }
    let sealed = try folder.bytes("journal.jsonl").map { try SealedState($0) }
    let facts = try (sealed?.facts ?? Facts()).merging(file.facts, from: "offering.yaml")
    let passage = try Passage.plan(
      file.offering, facts: facts, inputs: try folder.readInputs(file.offering))
    var standings = passage.standings
    for tranche in passage.results.schedule?.tranches ?? [] {
      let gate = GateName(releaseOf: tranche.end)
      guard !standings.contains(where: { $0.gate == gate }) else { continue }
      if let standing = try passage.standing(at: gate) { standings.append(standing) }
    }
    if json {
      Console.write([
        "people": .array(terms.people.map { .string($0.key.description) }),
        "gates": .array(standings.map(Self.canonical)),
      ])
      return
    }
    Console.write(TextBlock.labelled("people", terms.names))
    for standing in standings { show(standing) }
    let reached = Set(standings.map(\.gate.gate))
    for gate in ApprovalGate.allCases where terms.gates.contains(gate) && !reached.contains(gate) {
      Console.write(TextBlock.labelled(gate.rawValue, "not reached yet"))
    }
  }

  private func show(_ standing: GateStanding) {
    var text = standing.needs ?? ""
    if case .open(let proposer, let approver) = standing.state {
      text = "open: proposed by \(proposer), approved by \(approver)"
    }
    Console.write(TextBlock.labelled("\(standing.gate)", text))
    Console.write(TextBlock.labelled("", "sha256 \(standing.sha256.hex)"))
  }

  private static func canonical(_ standing: GateStanding) -> JSONValue {
    [
      "gate": .string("\(standing.gate)"), "sha256": .string(standing.sha256.hex),
      "open": .bool(standing.isOpen), "needs": standing.needs.map { .string($0) } ?? .null,
      "words": .array(
        standing.words.map { place, approval in
          [
            "operation": .string(place.operation), "role": .string(place.role.rawValue),
            "by": .string(approval.by.text), "sha256": .string(approval.sha256.hex),
          ]
        }),
    ]
  }
}

/// `ipo approvals key --by NAME`.
struct ApprovalKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Print a person's line for approvals.people; makes the key on first use.",
    discussion: """
      Every person runs this on a machine of his own, before the terms are fixed.

        ipo approvals key --by alice
      """)

  @OptionGroup var actor: ActorOptions

  @Option(help: "A key file that is there already; without it the person's own.")
  var ownKey: String?

  func run() throws {
    let name = try actor.demand()
    let store = try ownKey.map { try SignerStore(named: $0) } ?? SignerStore.party(name)
    Console.write("    \(name): \(try store.key(party: name).verifierKey)\n")
  }
}

import ArgumentParser
import Bookbuilding
import CanonicalJSON
import Clawback
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Rulebooks
import Storage

/// `ipo clawback`: the reallocation with its evidence; posts nothing.
struct ClawbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clawback",
    abstract: "Decide the reallocation between offline and online, with its evidence.",
    discussion: """
      Reads the terms and facts.online (or inputs/applications.csv); posts nothing. Exit code 1 \
      where the issue would be suspended.

        ipo clawback Ledgers/dema-688360
        ipo clawback offering.yaml --json
      """)

  @Argument(help: "The offering's folder, or its offering.yaml.")
  var source: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let (file, folder) = try OfferingSource.read(source)
    let rules = file.offering.rules
    // What a call gave and the journal sealed stands in for what offering.yaml leaves out.
    var facts = file.facts
    if let sealed = try folder?.bytes("journal.jsonl").map(SealedState.init)?.facts {
      facts.online = facts.online ?? sealed.online
      facts.offline = facts.offline ?? sealed.offline
      facts.strategicFinal = facts.strategicFinal ?? sealed.strategicFinal
      facts.price = facts.price ?? sealed.price
    }
    // Rows are read only for totals that no fact states.
    var needed: Set<String> = []
    if facts.online == nil { needed.insert(ApplicationFile.name) }
    if facts.offline == nil { needed.formUnion([BidFile.name, BidderFile.name]) }
    let inputs = try folder.map { try $0.readInputs(file.offering, only: needed) }
    guard let online = facts.online?.shares ?? inputs?.applications?.value.totalShares else {
      throw InputRefusal(faults: [
        InputFault(
          "onlineDemandUnknown", at: file.place(of: "facts.online"),
          found: "no facts.online", expected: "the valid online applications")
      ])
    }
    let initial = file.offering.terms.shares.strategic
    let offline =
      try facts.offline?.shares
      ?? inputs?.effectiveBids(of: file.offering, at: facts.price?.price)?.demand()
    let demand = try ReallocationDemand(
      offering: file.offering, strategicFinal: facts.strategicFinal ?? initial,
      onlineApplied: online, offlineApplied: offline)
    let decision = try Reallocation.decide(demand, by: rules)
    if json {
      Console.write(Self.json(decision, rules))
    } else {
      Console.write(Self.text(decision, rules))
    }
    if decision.suspension != nil { throw Failure.Silent(code: 1) }
  }

  private static func json(_ decision: Reallocation, _ rules: RuleValues) -> JSONValue {
    [
      "multiple": .string(decision.multiple.decimal(places: rules.multipleDecimals)),
      "band": .string(decision.band), "base": .exact(decision.base.count),
      "clawback": .exact(decision.clawback.count), "online": .exact(decision.online.count),
      "offline": .exact(decision.offline.count),
      "winners": .exact(decision.winners(lot: rules.lot)),
      "winRate": .string(
        decision.isDrawn ? decision.winningRate.percent(places: rules.rateDecimals) : "100"),
      "reason": .string(decision.reason),
    ]
  }

  private static func text(_ decision: Reallocation, _ rules: RuleValues) -> String {
    let demand = decision.demand
    var text = TextBlock.labelled("online applied", "\(demand.onlineApplied) shares")
    if let offline = demand.offlineApplied {
      text += TextBlock.labelled("offline applied", "\(offline) shares")
    }
    text += TextBlock.labelled(
      "before", "offline \(demand.offlineBefore), online \(demand.onlineBefore)")
    text += TextBlock.labelled(
      "multiple", "\(decision.multiple.decimal(places: rules.multipleDecimals)) times")
    text += TextBlock.labelled("band", decision.band)
    text += TextBlock.labelled("base", "\(decision.base) shares")
    text += TextBlock.labelled("decision", decision.reason)
    text += TextBlock.labelled("clawback", "\(decision.clawback) shares")
    text += TextBlock.labelled("after", "offline \(decision.offline), online \(decision.online)")
    let winners = DecimalText.grouped(decision.winners(lot: rules.lot), decimals: 0)
    text += TextBlock.labelled("winners", "\(winners) lots of \(rules.lot)")
    text += TextBlock.labelled(
      "winning rate", "\(decision.winningRate.percent(places: rules.rateDecimals))%")
    return text
  }
}

/// An offering named by its folder or by its YAML file.
enum OfferingSource {
  /// The folder is nil where only a file was named.
  static func read(_ source: String) throws -> (OfferingFile, OfferingFolder?) {
    let folder = OfferingFolder(source)
    if folder.exists("offering.yaml") { return (try folder.readOffering(), folder) }
    let parent = source.lastIndex(of: "/").map { String(source[..<$0]) } ?? "."
    let name = source.split(separator: "/").last.map(String.init) ?? source
    let place = OfferingFolder(parent.isEmpty ? "/" : parent)
    guard let bytes = try place.bytes(name) else {
      throw StorageError.missingFile(path: source, expected: "an offering's folder or YAML file")
    }
    return (try OfferingFolder.readOffering(bytes, name: source, in: place.path), nil)
  }
}

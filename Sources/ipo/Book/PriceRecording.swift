import Bookbuilding
import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Quantities
import Reports
import Storage

/// Records the price that people set (`ipo book price --set`): the passage up to the step `price`, and no
/// further.
struct PriceRecording {
  private let folder: String
  private let setting: PriceSetting
  private let by: AccountName
  private let key: String?
  private let json: Bool
  private let stopsIssue: Bool

  /// - Parameter stopsIssue: whether a price is wanted at which the issue stops.
  /// - Throws: `WrongCall` where one of two people is missing, or where they are one.
  init(
    _ folder: String, price: String, by actor: ActorOptions, approvedBy: String?,
    because: String?, key: String?, json: Bool, stopsIssue: Bool
  ) throws {
    guard let approvedBy else {
      throw Failure.WrongCall(
        message: "approverMissing: found --set without --approve, expected who agreed to the price")
    }
    by = try actor.demand()
    guard let approver = AccountName(approvedBy) else {
      throw Failure.WrongCall(
        message: "malformedName: found --approve \"\(approvedBy)\", expected "
          + AccountName.expectation)
    }
    guard approver != by else {
      throw Failure.WrongCall(
        message: "approverIsProposer: found \(by) on both sides, expected somebody other than \(by)"
      )
    }
    let reason = try because.map { text in
      guard let reason = Reason(text) else {
        throw Failure.WrongCall(
          message: "malformedReason: found --because \"\(text)\", expected \(Reason.expectation)")
      }
      return reason
    }
    // The rulebook's tick is asked where the price is used.
    guard let price = try? Price(parsing: price, tick: Money(fen: 1)) else {
      throw Failure.WrongCall(
        message: "malformedPrice: found --set \"\(price)\", expected yuan above 0 with at most 2 "
          + "decimals")
    }
    setting = PriceSetting(price, by: by, approvedBy: approver, because: reason)
    (self.folder, self.key, self.json, self.stopsIssue) = (folder, key, json, stopsIssue)
  }

  func run() throws {
    var run = try OfferingRun(folder, key: key, by: by)
    guard run.file.offering.terms.inquiry != nil else {
      throw Failure.Refused(
        message: "priceInTerms: found an offering that begins at its price, expected inquiry in "
          + "offering.yaml: there is no price to set")
    }
    if run.recorder.holds("price"), run.facts.price == PriceSetting(setting.price) {
      throw Failure.Refused(
        message:
          "priceAlreadySet: found \(setting.price) yuan by \(by), expected no more words: it is "
          + "recorded without a name")
    }
    try run.add(Facts(price: given(run.facts.price)), from: "--set")
    let (passage, figures) = try run.plan()
    let isDecided = passage.results.priceDecision != nil
    if let suspension = passage.results.review?.suspension, !isDecided {
      throw Failure.Refused(
        message: "\(suspension): the issue stops at its book, and no price can be set")
    }
    let isRepeated = run.recorder.holds("price")
    if let suspension = try suspension(passage, run.file.offering), !isRepeated, !stopsIssue {
      throw Failure.Refused(
        message: "priceStopsIssue: \(suspension); nothing was recorded: --stop-issue records this "
          + "price, and the suspension with it")
    }
    try checkGate(run, passage)
    let recorded = try run.record(passage, through: last(of: passage)) { step in
      if !json { Console.write(TextBlock.step(step.report)) }
    }
    for derived in DerivedFiles.ofBook(passage.results, of: run.file.offering) {
      try run.folder.writeDerived(derived.name, derived.bytes())
    }
    let isSet = run.recorder.holds("price")
    if json {
      Console.write(
        PassageJSON.settle(
          passage, recorded: recorded, entries: run.recorder.entries, root: run.recorder.root,
          figures: figures))
      return
    }
    if isRepeated {
      Console.write(TextBlock.labelled("price", "already: \(setting.price) yuan; nothing to add"))
    }
    Console.write("\n" + TextBlock.labelled("root", run.recorder.root.hex))
    for waiting in passage.waiting { Console.write(TextBlock.waiting(waiting)) }
    if isSet, let next = passage.steps.first(where: { !run.recorder.holds($0.id) }) {
      Console.write(
        TextBlock.labelled("next", "\(next.report.title): ipo settle \(run.folder.path)"))
    }
    if !isSet {
      Console.write(
        TextBlock.labelled("not kept", "the price, until it is recorded: give it again as")
          + "\n--fact 'price=\(shellText)'\n")
    }
  }

  /// Why the issue would stop at the price, also while a gate holds it back.
  private func suspension(_ passage: Passage, _ offering: Offering) throws -> BookSuspension? {
    if let decision = passage.results.priceDecision { return decision.suspension }
    return try passage.results.review.flatMap {
      try PriceDecision(setting.price, on: $0, of: offering).suspension
    }
  }

  /// Signed words are demanded of those whom the terms name, and of this price.
  private func checkGate(_ run: OfferingRun, _ passage: Passage) throws {
    guard let terms = run.file.offering.terms.approvals, terms.gates.contains(.price) else {
      return
    }
    for name in [by, setting.approvedBy].compactMap(\.self) where terms.person(named: name) == nil {
      throw Failure.Refused(
        message: "\(ApprovalFault.notAnApprover(name, expected: terms.names))")
    }
    for standing in passage.standings {
      if case .approvedOther = standing.state {
        throw Failure.Refused(message: standing.needs ?? "")
      }
    }
  }

  /// What the call says; said again without its reason it is still the same word.
  private func given(_ known: PriceSetting?) -> PriceSetting {
    guard let known, setting.because == nil, setting.price == known.price,
      setting.by == known.by, setting.approvedBy == known.approvedBy
    else { return setting }
    return known
  }

  /// The price as a fact inside a shell's single quotes.
  private var shellText: String { setting.canonical.flowText.replacing("'", with: "'\\''") }

  /// The price, or what comes before it where it is held back.
  private func last(of passage: Passage) -> String {
    if passage.steps.contains(where: { $0.id == "price" }) { return "price" }
    return passage.steps.last?.id ?? ""
  }
}

extension JSONValue {
  /// The value as YAML's flow style has it, for `--fact`.
  var flowText: String {
    guard case .object(let object) = self else { return canonicalText }
    return "{" + object.map { "\"\($0.key)\": \($0.value.flowText)" }.joined(separator: ", ") + "}"
  }
}

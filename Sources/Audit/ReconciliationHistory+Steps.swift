import CanonicalJSON
import Cryptography
import Issuance
import Ledger
import Offerings
import Quantities
import Reconciliation

extension ReconciliationHistory {
  /// The call with everything that is on record: statements roll, so a new one is compared together
  /// with those before it. A list is of one day and stands alone.
  ///
  /// - Parameter superseding: statements on record that the bank has corrected.
  public func call(
    adding new: ReconciliationCall, superseding: Set<String> = []
  ) -> ReconciliationCall {
    guard let onRecord else {
      var call = new
      call.tolerance = new.tolerance ?? .zero
      return call
    }
    func joined(_ recorded: [String], _ added: [String]) -> [String] {
      let kept = recorded.filter { !superseding.contains($0) }
      return kept + added.filter { !kept.contains($0) }
    }
    var call = new
    call.bank = joined(onRecord.bank, new.bank)
    call.issuerBank = joined(onRecord.issuerBank, new.issuerBank)
    call.expecting = new.expecting.union(onRecord.expecting)
    call.tolerance = new.tolerance ?? onRecord.tolerance
    call.payers = new.payers ?? onRecord.payers
    return call
  }

  /// What an outcome means for the breaks on record.
  public func change(by outcome: ReconciliationOutcome) -> BreakChange {
    book.compare(outcome.breaks, on: outcome.call.sides)
  }

  /// True where the last reconciliation on record made the same comparison, and nothing has been
  /// posted since.
  public func holds(_ outcome: ReconciliationOutcome) -> Bool {
    let change = change(by: outcome)
    var call = outcome.call
    call.expecting = outcome.compared
    return call == onRecord && change.new.isEmpty && change.gone.isEmpty
      && postedSinceLast().operations.isEmpty
  }

  /// The operation that records an outcome: the files it sealed, the decision, every new break, and
  /// what resolved those that are gone.
  ///
  /// - Throws: where what ended a break can't be compared with the ledger as it was.
  public func step(recording outcome: ReconciliationOutcome) throws -> Step {
    let change = change(by: outcome)
    let number = reconciliations + 1
    let id = "\(Self.reconciliationPrefix)\(number)"
    let new = newFiles(of: outcome)
    var call = outcome.call
    call.expecting = outcome.compared
    let resolutions = try resolutions(of: change.gone, outcome, new, in: id)
    var body = call.body
    body["decision"] = "reconciliation"
    body["matched"] = .object(
      JSONObject(
        uniqueMembers: outcome.matchedBySide.map { ($0.rawValue, .string(String($1))) }))
    body["breaks"] = [
      "new": .string(String(change.new.count)), "lasting": .string(String(change.lasting.count)),
      "resolved": .string(String(change.gone.count)),
    ]
    return Step(id: id, report: report(number, outcome, change)) { [body] sink in
      for file in new {
        guard case .object(let sealed) = file.canonical else {
          preconditionFailure("a sealed file's canonical form is an object")
        }
        try sink.post(Entry(id: "\(id)/input/\(file.name)", kind: .input, body: sealed))
      }
      try sink.post(Entry(id: "\(id)/decision", kind: .decision, body: body))
      for (place, placed) in change.new.enumerated() {
        try sink.post(
          Entry(id: "\(id)/break/\(place + 1)", kind: .reconciliationBreak, body: placed.body))
      }
      for (recorded, by) in resolutions {
        try sink.post(
          Entry(
            id: "\(id)/resolution/\(recorded.number)", kind: .resolution,
            body: [
              "break": .string("\(recorded.number)"),
              "resolved_by": .array(by.map { .string($0) }),
            ]))
      }
    }
  }

  /// The operation that records somebody's word on a break.
  ///
  /// - Throws: `unknownBreak`, `alreadyResolved`.
  public func step(explaining note: Explanation) throws -> Step {
    var book = book
    try book.explain(note.number, by: note.by.text, because: note.because, entry: 0)
    let id = "\(Self.explanationPrefix)\(explanations + 1)"
    var report = StepReport("Explanation 差异说明", when: "break \(note.number)", day: nil)
    report.add("by", note.by.text)
    report.add("because", note.because)
    return Step(id: id, report: report) { sink in
      try sink.post(Entry(id: "\(id)/note", kind: .explanation, body: note.body))
    }
  }

  /// Files that no reconciliation has sealed yet.
  private func newFiles(of outcome: ReconciliationOutcome) -> [SealedFile] {
    outcome.files.filter { sealed[$0.name] == nil }
  }

  /// What ended each break that is gone. Its side is compared by the same call with the ledger as the
  /// last reconciliation found it: where the break is there, what was posted since ended it; else the
  /// new files of its side, or, where there is none, the call itself: another day, another rule, a
  /// statement left out.
  private func resolutions(
    of gone: [RecordedBreak], _ outcome: ReconciliationOutcome, _ new: [SealedFile], in id: String
  ) throws -> [(RecordedBreak, [String])] {
    let posted = postedSinceLast()
    var standing: Set<BreakNumber> = []
    for side in Set(gone.lazy.map(\.placed.side)) where !posted.operations.isEmpty {
      let call = outcome.call.only(side)
      // A ledger only grows, so a side with a break on record could be compared then.
      let earlier = try self.outcome(of: call, operations: posted.before)
      standing.formUnion(change(by: earlier).lasting.lazy.map(\.known.number))
    }
    return gone.map { recorded in
      guard !standing.contains(recorded.number) else { return (recorded, posted.operations) }
      let files = Set(outcome.call.only(recorded.placed.side).files)
      let by = new.filter { files.contains($0.name) }.map { "\(id)/input/\($0.name)" }
      return (recorded, by.isEmpty ? ["\(id)/decision"] : by)
    }
  }

  private func report(
    _ number: Int, _ outcome: ReconciliationOutcome, _ change: BreakChange
  ) -> StepReport {
    var report = StepReport(
      "Reconciliation \(number) 对账", when: "as of \(outcome.call.asOf)", day: nil)
    for (side, matched) in outcome.matchedBySide {
      report.add(
        "\(side.rawValue)", "\(counted(matched, side == .register ? "account" : "movement")) agree")
    }
    report.add(
      "breaks",
      "\(change.new.count) new, \(change.lasting.count) lasting, \(change.gone.count) resolved")
    return report
  }
}

extension ReconciliationOutcome {
  /// What agrees, for each side that was compared.
  public var matchedBySide: [(side: ReconciliationSide, matched: Int)] {
    [(.escrow, escrow?.matched), (.issuer, issuer?.matched), (.register, register?.matched)]
      .compactMap { side, matched in matched.map { (side, $0) } }
  }
}

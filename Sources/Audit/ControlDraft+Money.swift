import Allotment
import Bookbuilding
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Settlement

extension ControlDraft {
  /// Decisions ↔ allotments ↔ dues.
  mutating func checkAllotments() throws {
    let places: [(tranche: Tranche, operation: String)] = [
      (.strategic, "strategic"), (.offline, "allotment-offline"), (.online, "allotment-online"),
    ]
    for (tranche, operation) in places where isClosed(operation) {
      let shares = allotted(tranche)
      guard shares.postings > 0 else { continue }
      if tranche == .strategic {
        let rows = inputs.strategic?.value ?? []
        add(
          "trancheAllotted strategic", "rows of strategic.csv are the shares allotted",
          [
            file(
              "rows", rows.reduce(0) { $0 + Int128($1.shares.count) }, .shares,
              inputs.strategic?.file, StrategicFile.name)
          ], [received("allotted strategic", shares, .shares)])
      } else {
        add(
          "trancheAllotted \(tranche.rawValue)",
          "the clawback's \(tranche.rawValue) shares are allotted",
          [stated("clawback/decision", tranche.rawValue, "after the clawback", .shares)],
          [received("allotted \(tranche.rawValue)", shares, .shares)])
      }
      let dues = totals.sum {
        $0.kind == .allotment && $0.account == "receivable:\(tranche.rawValue):<account>"
      }
      add(
        "duesPriced \(tranche.rawValue)", "dues are the allotted shares × price, and brokerage",
        [received("dues \(tranche.rawValue)", dues, .money)],
        [
          priced("allotted \(tranche.rawValue)", shares.received, shares.entries),
          decided("brokerage due", try brokerageDue(tranche), .money),
        ])
    }
  }

  private func brokerageDue(_ tranche: Tranche) throws -> Int128 {
    let rows: [(String, Shares)]
    switch tranche {
    case .strategic: rows = (inputs.strategic?.value ?? []).map { ($0.account.text, $0.shares) }
    case .offline: rows = (results.offline?.lines ?? []).map { ($0.bid.account.text, $0.allotted) }
    case .online: rows = []
    }
    guard let priced = results.priced else { return 0 }
    return try rows.reduce(Int128(0)) { sum, row in
      let due = try Due(tranche: tranche, account: row.0, shares: row.1, of: priced)
      return sum + Int128(due.brokerage.fen)
    }
  }

  /// payments.csv ↔ escrow; abandonments ↔ what was decided.
  mutating func checkPayments() throws {
    for tranche in Tranche.allCases
    where isClosed(tranche == .strategic ? "strategic" : "payment") {
      let files = paymentFiles(tranche)
      let booked = totals.sum {
        $0.kind == .payment && $0.account == "receivable:\(tranche.rawValue):<account>"
      }
      guard files.contains(where: { !$0.amounts.isEmpty }) || booked.postings > 0 else { continue }
      add(
        "paymentRows \(tranche.rawValue)", "every payment is booked once, \(tranche.rawValue)",
        files.map { own in
          let paid = own.amounts.filter { $0 != 0 }
          return file("rows that paid", Int128(paid.count), .count, own.read, own.name)
        },
        [
          ControlFigure(
            "payments booked", Int128(booked.postings), .count, .entries(booked.entries))
        ])
      add(
        "paymentsBooked \(tranche.rawValue)", "what was paid came into escrow, \(tranche.rawValue)",
        files.map { own in
          file("paid", own.amounts.reduce(0) { $0 + Int128($1) }, .money, own.read, own.name)
        },
        [received("into escrow", paid(tranche), .money)])
    }
    guard isClosed("abandonment"), let collection = results.collection else { return }
    for tranche in [Tranche.offline, .online] where allotted(tranche).postings > 0 {
      let decidedTotals = try collection.totals(tranche)
      add(
        "abandoned \(tranche.rawValue)", "what was not paid for is given up, \(tranche.rawValue)",
        [decided("not paid for", Int128(decidedTotals.abandoned.count), .shares)],
        [given("abandoned", abandoned(tranche), .shares)])
      let forgiven = totals.sum {
        $0.kind == .abandonment && $0.account == "receivable:\(tranche.rawValue):<account>"
      }
      let gone = abandoned(tranche)
      add(
        "debtForgiven \(tranche.rawValue)", "the debt for abandoned shares is gone with them",
        [given("debt forgiven", forgiven, .money)],
        [
          priced("abandoned", gone.given, gone.entries),
          decided(
            "brokerage not earned",
            try brokerageDue(tranche) - Int128(decidedTotals.brokerage.fen), .money),
        ])
    }
    checkCover()
  }

  /// The files that say what a tranche paid. Strategic investors pay before T, and in payments.csv
  /// where they paid once more.
  private func paymentFiles(
    _ tranche: Tranche
  ) -> [(name: String, read: SealedFile?, amounts: [Int64])] {
    let strategic = (inputs.strategic?.value ?? []).map(\.paid.fen)
    let rows = (inputs.payments?.value ?? []).filter { $0.tranche == tranche }.map(\.amount.fen)
    let later = (PaymentFile.name, inputs.payments?.file, rows)
    guard tranche == .strategic else { return [later] }
    let early = (StrategicFile.name, inputs.strategic?.file, strategic)
    return rows.isEmpty || !isClosed("payment") ? [early] : [early, later]
  }

  /// Kept and taken up are the whole issue.
  private mutating func checkCover() {
    let takenUp = totals.sum {
      $0.kind == .abandonment && $0.account == "underwriter" && $0.commodity == .shares
    }
    add(
      "issueCovered", "kept by investors and taken up by the underwriter is the base issue",
      usedTranches.map { tranche in
        let kept = kept(tranche)
        return ControlFigure(
          "kept \(tranche.rawValue)", kept.shares, .shares, .entries(kept.entries))
      } + [received("taken up", takenUp, .shares)],
      [term("shares issued", offering.terms.shares.total.count, .shares)])
  }
}

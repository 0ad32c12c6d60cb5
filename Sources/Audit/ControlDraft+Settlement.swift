import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Settlement

extension ControlDraft {
  /// Escrow ↔ proceeds ↔ refunds.
  mutating func checkSettlement() throws {
    if isClosed("escrow") {
      for tranche in usedTranches {
        let kept = kept(tranche)
        add(
          "handedOn \(tranche.rawValue)",
          "escrow hands on kept shares × price, \(tranche.rawValue)",
          [given("handed on", handedOn(tranche), .money)],
          [priced("kept", kept.shares, kept.entries)])
      }
    }
    guard isClosed("proceeds") else { return }
    var all: (paid: [ControlFigure], went: [ControlFigure]) = ([], [])
    for tranche in usedTranches {
      let kept = kept(tranche)
      let left = [received("paid \(tranche.rawValue)", paid(tranche), .money)]
      let right = [
        priced("kept \(tranche.rawValue)", kept.shares, kept.entries),
        given("brokerage \(tranche.rawValue)", brokerage(tranche), .money),
        given("refunds \(tranche.rawValue)", refunded(tranche), .money),
      ]
      add(
        "paidDivides \(tranche.rawValue)",
        "paid = kept × price + brokerage + refunds, \(tranche.rawValue)", left, right)
      all.paid += left
      all.went += right
      try checkRefunds(tranche)
    }
    if !all.paid.isEmpty {
      add("paidDivides", "paid = kept × price + brokerage + refunds, in all", all.paid, all.went)
    }
    checkTakeUp()
  }

  private func handedOn(_ tranche: Tranche) -> PostedSum {
    totals.sum("escrow", .settlement, "escrow:\(tranche.rawValue)", .cash)
  }

  private func brokerage(_ tranche: Tranche) -> PostedSum {
    totals.sum("proceeds", .settlement, "escrow:\(tranche.rawValue)", .cash)
  }

  /// Late, over and unidentified money goes back in full.
  private mutating func checkRefunds(_ tranche: Tranche) throws {
    guard let collection = results.collection else { return }
    var late: Int128 = 0
    var over: Int128 = 0
    for outcome in collection.outcomes where outcome.due.tranche == tranche {
      late += Int128(outcome.paidLate.fen)
      over += Int128(outcome.refund.fen) - Int128(outcome.paidLate.fen)
    }
    let unidentified = collection.unidentified.reduce(Int128(0)) {
      $0 + ($1.tranche == tranche ? Int128($1.amount.fen) : 0)
    }
    add(
      "refundsDecided \(tranche.rawValue)",
      "late, over and unidentified payments go back in full, \(tranche.rawValue)",
      [given("refunds", refunded(tranche), .money)],
      [
        decided("late", late, .money), decided("over, or short of a share", over, .money),
        decided("unidentified", unidentified, .money),
      ])
  }

  private mutating func checkTakeUp() {
    let taken = totals.sum {
      $0.kind == .abandonment && $0.account == "underwriter" && $0.commodity == .shares
    }
    let takeUp = totals.sum("proceeds", .settlement, "underwriter", .cash) { $0 == "underwriter" }
    add(
      "takeUpPaid", "the underwriter pays for what it takes up",
      [given("take-up", takeUp, .money)], [priced("taken up", taken.received, taken.entries)])
    let issued = term("shares issued", offering.terms.shares.total.count, .shares)
    let gross = ControlFigure("shares × price", issued.value * price, .money, .terms)
    let handed = totals.sum("escrow", .settlement, "proceeds", .cash)
    add(
      "gross", "escrow handed on and take-up are the gross proceeds",
      [received("handed on", handed, .money), given("take-up", takeUp, .money)], [gross])
    add(
      "proceedsDivided", "proceeds = fee + VAT + what the issuer received",
      [
        received(
          "proceeds", totals.sum { $0.account == "proceeds" && $0.commodity == .cash }, .money)
      ],
      [
        received("fee", paidTo("underwriter:fee", in: "proceeds"), .money),
        received("VAT", paidTo("underwriter:vat", in: "proceeds"), .money),
        received("issuer", paidTo("issuer", in: "proceeds"), .money),
      ])
    add(
      "whereItWent", "what issuer, underwriter, fees and tax have is shares × price",
      ["issuer", "underwriter:fee", "underwriter:vat", "fees", "tax"].map { root in
        let sum = totals.sum {
          $0.commodity == .cash && Account(path: $0.account).isWithin(root)
        }
        return ControlFigure(root, sum.net, .money, .entries(sum.entries))
      }, [gross])
    checkInvestors()
  }

  /// What investors are out of pocket is what they paid less what came back.
  private mutating func checkInvestors() {
    let investors = totals.sum { $0.account == "investor:<account>" }
    add(
      "investorsPaid", "what investors gave is what they paid less refunds",
      [ControlFigure("investors", -investors.net, .money, .entries(investors.entries))],
      usedTranches.map { tranche in
        var sum = paid(tranche)
        sum.add(refunded(tranche))
        return ControlFigure(
          "paid less refunds \(tranche.rawValue)", paid(tranche).received - refunded(tranche).given,
          .money, .entries(sum.entries))
      })
  }

  private func paidTo(_ account: String, in operation: String) -> PostedSum {
    totals.sum(operation, .settlement, account, .cash) { $0 == account }
  }

  /// Fees and taxes ↔ the terms.
  mutating func checkFees() throws {
    guard isClosed("proceeds"), let priced = results.priced else { return }
    let statement = try ProceedsStatement(of: priced)
    for (rule, account, words, amount) in [
      ("feeByTerms", "underwriter:fee", "underwriter's fee kept", statement.feeKept),
      ("vatByTerms", "underwriter:vat", "VAT on it", statement.vat),
      ("issuerReceived", "issuer", "what the issuer received", statement.handedOn),
    ] {
      add(
        rule, "\(words), by the terms",
        [received(words, paidTo(account, in: "proceeds"), .money)],
        [decided("by the terms", Int128(amount.fen), .money)])
    }
    guard isClosed("issuer-costs") else { return }
    let others = totals.sum("issuer-costs", .settlement, "fees", .cash)
    add(
      "otherFeesByTerms", "the issuer's other fees, by the terms",
      [received("fees", others, .money)],
      offering.terms.fees.others.map { fee in
        ControlFigure(fee.name.text, Int128(fee.amount.fen), .money, .terms)
      } + [term("prepaid fee", offering.terms.fees.prepaid.fen, .money)])
    add(
      "stampDutyByTerms", "stamp duty, by the terms",
      [received("stamp duty", totals.sum("issuer-costs", .settlement, "tax", .cash), .money)],
      [decided("by the terms", Int128(statement.stampDuty.fen), .money)])
    let issuer = totals.sum { $0.account == "issuer" && $0.commodity == .cash }
    add(
      "netProceeds", "the issuer's account and the VAT that it reclaims are the net proceeds",
      [
        ControlFigure("issuer", issuer.net, .money, .entries(issuer.entries)),
        received("VAT", paidTo("underwriter:vat", in: "proceeds"), .money),
      ], [decided("net proceeds", Int128(statement.net.fen), .money)])
  }
}

extension LedgerTotals {
  /// As `sum`, of the classes alone that `isMeant` picks.
  fileprivate func sum(
    _ operation: String, _ kind: EntryKind, _ account: String, _ commodity: Commodity,
    _ isMeant: (String) -> Bool
  ) -> PostedSum {
    sum { row in
      row.operation == operation && row.kind == kind && row.commodity == commodity
        && Account(path: row.account).isWithin(account) && isMeant(row.account)
    }
  }
}

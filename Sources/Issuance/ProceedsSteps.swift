import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement

extension Course {
  /// What was paid for kept shares leaves escrow (划款), T+3.
  mutating func handOn() throws -> Bool {
    guard let collection = results.collection else { return false }
    var report = try report("Escrow handed on 划款", offset: 3)
    var postings: [Posting] = []
    for tranche in Tranche.allCases {
      let totals = try collection.totals(tranche)
      guard totals.keptAmount > .zero else { continue }
      postings += Posting.move(totals.keptAmount, from: .escrow(tranche), to: .proceeds)
      report.add(tranche.rawValue, "\(totals.keptAmount) yuan for \(totals.kept) shares")
    }
    steps.append(
      Step(id: "escrow", report: report) { [postings] sink in
        try sink.post(
          Entry(
            id: "escrow/settlement", kind: .settlement, body: ["event": "escrow-handed-on"],
            postings: postings))
      })
    return true
  }

  /// Refunds, take-up (余额包销), the underwriter's fee with VAT, and the rest to the issuer, T+4.
  mutating func divideProceeds() throws -> Bool {
    guard let collection = results.collection else { return false }
    let statement = try ProceedsStatement(of: priced)
    results.proceeds = statement
    let totals = try Tranche.allCases.map { ($0, try collection.totals($0)) }
    let abandoned = try Shares.sum(totals.map(\.1.abandoned))
    let takeUp = try price * abandoned
    var report = try report("Proceeds 募集资金", offset: 4)
    report.add("refunds", "\(try Money.sum(totals.map(\.1.refunds))) yuan")
    report.add("take-up", "\(abandoned) shares for \(takeUp) yuan by the underwriter")
    report.add("gross", "\(statement.gross) yuan")
    report.add("underwriter keeps", "\(statement.feeKept) yuan and \(statement.vat) VAT")
    let brokerage = try Money.sum(totals.map(\.1.brokerage))
    if brokerage > .zero { report.add("brokerage", "\(brokerage) yuan on top, the underwriter's") }
    report.add("to the issuer", "\(statement.handedOn) yuan")
    var divided: [Posting] = Posting.move(takeUp, from: .underwriter, to: .proceeds)
    divided += Posting.move(statement.feeKept, from: .proceeds, to: .underwriterFee)
    divided += Posting.move(statement.vat, from: .proceeds, to: .underwriterVAT)
    divided += Posting.move(statement.handedOn, from: .proceeds, to: .issuer)
    for (tranche, total) in totals {
      divided += Posting.move(total.brokerage, from: .escrow(tranche), to: .underwriterBrokerage)
    }
    steps.append(
      Step(
        id: "proceeds", report: report, clears: ["escrow", "proceeds", "receivable", "tranche"]
      ) { [divided] sink in
        for tranche in Tranche.allCases {
          try RefundEntries.post(collection, tranche, to: &sink)
        }
        try sink.post(
          Entry(
            id: "proceeds/settlement", kind: .settlement,
            body: [
              "event": "proceeds", "gross": .string(statement.gross.canonical),
              "take_up_shares": .string(String(abandoned.count)),
              "take_up": .string(takeUp.canonical), "status": "instructed",
            ], postings: divided))
      })
    return true
  }

  /// The issuer's own costs and stamp duty (发行费用, 印花税), and the net proceeds.
  mutating func payIssuerCosts() throws -> Bool {
    guard let statement = results.proceeds else { return false }
    var report = try report("Issuer's costs 发行费用", offset: 4)
    var postings: [Posting] = []
    for fee in statement.otherFees {
      postings += Posting.move(fee.amount, from: .issuer, to: .fees(fee.name))
      report.add(fee.name.text, "\(fee.amount) yuan")
    }
    if statement.prepaid > .zero {
      postings += Posting.move(statement.prepaid, from: .issuer, to: .fees(.prepaidFee))
      report.add("prepaid underwriting", "\(statement.prepaid) yuan made good")
    }
    if statement.stampDuty > .zero {
      postings += Posting.move(statement.stampDuty, from: .issuer, to: .stampDuty)
      report.add("stamp duty", "\(statement.stampDuty) yuan")
    }
    report.add("net proceeds", "\(statement.net) yuan (before VAT, which the issuer reclaims)")
    steps.append(
      Step(id: "issuer-costs", report: report) { [postings] sink in
        try sink.post(
          Entry(
            id: "issuer-costs/settlement", kind: .settlement,
            body: ["event": "issuer-costs", "net": .string(statement.net.canonical)],
            postings: postings))
      })
    return true
  }
}

/// Entries that give back what is over, late or nobody's (退款).
private enum RefundEntries {
  static func post(
    _ collection: Collection, _ tranche: Tranche, to sink: inout EntrySink
  ) throws {
    var batch = EntryBatch(
      operation: "proceeds/\(tranche.rawValue)", kind: .refund,
      body: ["tranche": .string(tranche.rawValue)])
    let escrow = [(Commodity.cash, Account.escrow(tranche))]
    for outcome in collection.outcomes
    where outcome.due.tranche == tranche && outcome.refund > .zero {
      try sink.post(
        batch.add(
          [Posting(.receivable(tranche, outcome.due.account), cash: outcome.refund)],
          balancing: escrow))
    }
    for payment in collection.unidentified where payment.tranche == tranche {
      try sink.post(
        batch.add(
          [Posting(.receivable(tranche, payment.account.text), cash: payment.amount)],
          balancing: escrow))
    }
    try sink.post(batch.flush())
  }
}

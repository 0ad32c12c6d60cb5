import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

extension Course {
  /// The first entry: the terms and the rulebook whole, and the issued shares in their tranches.
  mutating func open() throws -> Bool {
    let offering = offering
    // Terms that cannot be settled are refused before they are sealed.
    if let price = offering.terms.price { try checkProceeds(at: price) }
    var report = StepReport(
      "Opening 发行条款", when: "before T", day: nil)
    report.add("offering", "\(offering.terms.name) (\(offering.terms.code))")
    report.add("rulebook", "\(offering.rulebook.id): \(offering.rulebook.title)")
    report.add("price", offering.terms.price.map { "\($0) yuan" } ?? "found by inquiry")
    report.add("subscription day T", offering.terms.subscriptionDay.description)
    let shares = offering.terms.shares
    report.add("issue", "\(shares.total) shares")
    report.add(
      "first division",
      "strategic \(shares.strategic), offline \(shares.offline), online \(shares.online)")
    steps.append(
      Step(id: "opening", report: report) { sink in
        var postings: [Posting] = []
        for tranche in Tranche.allCases {
          postings += Posting.move(
            offering.initial(tranche), from: .issuer, to: .tranche(tranche))
        }
        try sink.post(
          Entry(
            id: "opening/terms", kind: .opening,
            body: [
              "format": "ipo-journal/1", "terms": offering.terms.canonical,
              "rulebook": offering.rulebook.canonical,
            ], postings: postings))
      })
    return true
  }
}

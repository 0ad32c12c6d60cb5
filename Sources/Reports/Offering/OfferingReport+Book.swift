import Audit
import Bookbuilding
import Issuance
import Offerings
import Pricing
import Quantities

extension OfferingReport {
  /// The inquiry from the quotes to the price; nil where the offering begins at its price.
  var book: HTMLSection? {
    guard holds("book"), let offering = sources.offering,
      let results = sources.passage?.results, let review = results.review,
      let view = try? BookView(
        review, of: offering, price: holds("price") ? results.priceDecision?.price : nil)
    else { return nil }
    var content: [HTMLText] = [totals(of: view)]
    if let reasons = try? review.screening.removedByReason(), !reasons.isEmpty {
      content.append(table(of: reasons, view))
    }
    if view.elimination.keptAtPrice > 0 {
      content.append(
        .paragraph(
          "Kept at the price: \(view.elimination.keptAtPrice) bids of the block that was to go, since its lowest price is the issue price; the rows below «valid» are as the price leaves them."
        ))
    }
    if let cut = view.elimination.cut {
      content.append(
        .paragraph(
          "The highest removed 高价剔除: \(view.elimination.share.percent(places: 4)) % of the valid shares, \(cut)."
        ))
    }
    content.append(
      .figure(
        SVGPicture(title: "The demand curve", markup: DemandCurvePicture(view).svg),
        caption:
          "Cumulative demand of the bids that remain, and how often it covers what is offered."))
    if holds("price"), let decision = results.priceDecision {
      content.append(table(of: decision))
      if let tests = tests(around: decision, view, results) {
        content.append(
          .figure(
            SVGPicture(
              title: "Candidate prices", markup: PriceTestPicture(view, tests).svg),
            caption: "The price beside others, each tested by itself."))
      }
    }
    return HTMLSection("book", "Book and price 询价与定价", content)
  }

  private func totals(of view: BookView) -> HTMLText {
    let screening = view.review.screening
    let parts: [(HTMLText, BookTotals)] = [
      ("received", screening.receivedTotals), ("not valid 无效报价", screening.removedTotals),
      ("valid", screening.validTotals), ("highest removed 高价剔除", view.removedTotals),
      ("remaining", view.remainingTotals),
    ]
    let entries = entries(of: ["book"])
    return HTMLTable(
      "The quotes",
      [
        .init(""), .init("bids", .number), .init("accounts", .number),
        .init("investors", .number), .init("shares", .number), .entries,
      ],
      parts.map { name, totals in
        [
          name, .number(totals.bids), .number(totals.accounts), .number(totals.investors),
          .number(totals.shares.count), .entries(entries),
        ]
      }
    ).html
  }

  private func table(
    of reasons: [(reason: ScreeningReason, bids: Int, shares: Shares)], _ view: BookView
  ) -> HTMLText {
    let entries = entries(of: ["book"], ending: "/screening")
    return HTMLTable(
      "Why quotes are not valid",
      [
        .init("reason"), .init("bids", .number), .init("shares", .number), .init("clause"),
        .entries,
      ],
      reasons.map { reason, bids, shares in
        [
          HTMLText(reason.rawValue), .number(bids), .number(shares.count),
          HTMLText(view.clause(of: reason.rule)), .entries(entries),
        ]
      }
    ).html
  }

  private func table(of decision: PriceDecision) -> HTMLText {
    let entries = entries(of: ["price"], ending: "/decision")
    return HTMLTable(
      "What the price of \(decision.price) yuan passes and fails",
      [.init("test"), .init("result"), .init("found"), .init("expected"), .entries],
      decision.checks.map { check in
        [
          HTMLText(check.rule),
          HTMLText(check.passed ? "passed" : "failed: \(check.consequence.rawValue)"),
          HTMLText(check.found), HTMLText(check.expected), .entries(entries),
        ]
      }
    ).html
  }

  private func tests(
    around decision: PriceDecision, _ view: BookView, _ results: Results
  ) -> [PriceTest]? {
    guard let prices = try? PriceCandidates.usual(view.review, known: decision.price) else {
      return nil
    }
    return try? PriceTests.run(
      prices, on: view.review, of: view.offering,
      by: PriceTestTerms(of: view.offering, strategicFinal: results.strategicFinal))
  }
}

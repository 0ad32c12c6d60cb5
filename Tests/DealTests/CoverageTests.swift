import Testing

/// No deal of the file is left out in silence.
@Suite struct CoverageTests {
  /// Deals of which only a part of the prospectus was found, and why nothing follows from it.
  static let prospectusOnly = [
    "zhixin_603352": "total, price and initial strategic shares alone: no split, no demand",
    "hengyunchang_688785": "total and price alone",
  ]

  @Test(arguments: Deal.all)
  func `Every deal determines a figure or is listed as prospectus only`(deal: Deal) {
    let figures = Figure.allCases.filter { $0.isDetermined(by: deal) }
    let isListed = Self.prospectusOnly[deal.id] != nil
    #expect(figures.isEmpty == isListed, "\(deal): \(figures)")
  }

  @Test func `The file holds 42 deals and every kind of figure`() {
    #expect(Deal.all.count == 42)
    #expect(Set(Deal.all.map(\.id)).count == 42)
    for figure in Figure.allCases { #expect(!Deal.determining(figure).isEmpty, "\(figure)") }
    #expect(Self.prospectusOnly.keys.allSatisfy { id in Deal.all.contains { $0.id == id } })
  }

  /// How many deals each figure is tested on: a figure that vanished from the file would show here.
  @Test(arguments: [
    (Figure.multiple, 17), (.finalMultiple, 8), (.clawback, 18), (.tranches, 24), (.winners, 27),
    (.initialRate, 14), (.finalRate, 23), (.numberRange, 21), (.tails, 8), (.collection, 3),
    (.gross, 9), (.net, 7), (.strategicShift, 11), (.freeFloat, 3),
  ])
  func `Figures are tested on as many deals as have them`(figure: Figure, deals: Int) {
    #expect(Deal.determining(figure).count == deals)
  }
}

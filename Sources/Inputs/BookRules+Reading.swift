import Quantities
import Rulebooks

extension BookRules {
  static let keys = [
    "book.opens", "book.closes", "book.step_shares", "book.prices_per_investor",
    "book.price_spread_percent", "book.elimination_percent", "book.elimination_stop",
    "book.long_term_classes", "book.minimum_bidders",
  ]

  /// Rules that could be read as empty where they are missing.
  static let keysOfLists = [
    "book.elimination_percent", "book.long_term_classes", "book.minimum_bidders",
  ]

  init(reading rules: MapReader) {
    self.init(
      opens: rules.deadline("book.opens"),
      closes: rules.deadline("book.closes"),
      step: rules.lot("book.step_shares"),
      pricesPerInvestor: Int(rules.integer("book.prices_per_investor", in: 1...1_000)),
      priceSpread: rules.has("book.price_spread_percent")
        ? rules.percent("book.price_spread_percent") : nil,
      elimination: EliminationRule(reading: rules),
      longTermClasses: rules.texts("book.long_term_classes"),
      priceCap: rules.has("price.cap_percent") ? rules.percent("price.cap_percent") : nil,
      minimumBidders: rules.list("book.minimum_bidders").map { item in
        BidderFloor(reading: item, rules.faults)
      })
  }

  /// The book opens before it closes, and closes before T; the removal has a share to stop at; the
  /// long-term classes are classes of the board.
  func refuseContradictions(_ rules: MapReader, classes: [String]) {
    if closes <= opens {
      rules.report(
        "bookClosesBeforeOpening", "book.closes", closes.description, "a moment after \(opens)")
    }
    if closes.offset > -1 {
      rules.report(
        "bookClosesTooLate", "book.closes", closes.description,
        "T-1 at the latest: applications of T need the price")
    }
    if longTermClasses.isEmpty {
      rules.report("unknownClass", "book.long_term_classes", "", "at least one class")
    }
    for name in longTermClasses where !classes.contains(name) {
      rules.report(
        "unknownClass", "book.long_term_classes", name,
        "one of \(classes.joined(separator: ", "))")
    }
    rules.refuseTiers("book.minimum_bidders", minimumBidders.map(\.upTo), named: "up_to")
    elimination.refuseContradictions(rules)
  }
}

extension EliminationRule {
  fileprivate init(reading rules: MapReader) {
    let reader = MapReader(
      rules.node["book.elimination_percent"] ?? .map([], rules.node.place),
      name: "book.elimination_percent", known: ["at_least", "at_most"], faults: rules.faults)
    self.init(
      atLeast: reader.has("at_least") ? reader.percent("at_least") : nil,
      atMost: reader.has("at_most") ? reader.percent("at_most") : nil,
      stop: rules.value(
        "book.elimination_stop", or: .under, required: true, expected: "under or over",
        rule: "unknownStop"
      ) { Stop(rawValue: $0) })
  }

  fileprivate func refuseContradictions(_ rules: MapReader) {
    if let atLeast, let atMost, atMost < atLeast {
      rules.report(
        "eliminationContradicts", "book.elimination_percent",
        "at_least \(atLeast.percent(places: 6)), at_most \(atMost.percent(places: 6))",
        "at_least not above at_most")
    }
    let edge = stop == .under ? atMost : atLeast
    if edge == nil {
      rules.report(
        "stopWithoutShare", "book.elimination_stop", stop.rawValue,
        "book.elimination_percent with \(stop == .under ? "at_most" : "at_least")")
    }
  }
}

extension BidderFloor {
  fileprivate init(reading node: DocumentNode, _ faults: FaultList) {
    let reader = MapReader(
      node, name: "book.minimum_bidders", known: ["up_to", "bidders"], faults: faults)
    self.init(
      upTo: reader.has("up_to") ? reader.shares("up_to") : nil,
      bidders: Int(reader.integer("bidders", in: 1...1_000_000)))
  }
}

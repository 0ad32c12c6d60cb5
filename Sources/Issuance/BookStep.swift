import Bookbuilding
import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Rulebooks
import TradingDays

extension Course {
  /// The quotes of the inquiry (初步询价): what is not valid is set aside, the highest are removed, and the
  /// four numbers are taken, T-3. An offering that begins at its price has no such step.
  mutating func receiveBook() throws -> Bool {
    guard offering.terms.inquiry != nil else { return true }
    let terms = try BookTerms(of: offering)
    guard let bids = inputs.bids else {
      return waits(
        "book", for: "inputs/bids.csv: every quote that was received", until: terms.closes)
    }
    let review = try BookReview(of: bids.value, register: inputs.bidders?.value, by: terms)
    results.review = review
    let files = [sealOnce(bids.file), sealOnce(inputs.bidders?.file)]
    let entries: [(String, JSONObject)] = [
      ("screening", try review.screening.body(offering.rulebook)),
      ("elimination", try review.elimination.body(review.screening, offering.rulebook)),
      ("four-numbers", review.fourNumbers.body),
    ]
    let report = try report(on: review, closing: terms.closes)
    steps.append(
      Step(id: "book", report: report) { sink in
        for file in files.compactMap(\.self) {
          try sink.post(Course.sealed("book", file: file))
        }
        for (name, body) in entries {
          try sink.post(Entry(id: "book/\(name)", kind: .decision, body: body))
        }
      })
    guard let suspension = review.suspension else { return true }
    return try suspendAtBook(suspension, offset: -3)
  }

  private func report(on review: BookReview, closing: Instant) throws -> StepReport {
    let screening = review.screening
    var report = StepReport("Book 询价与簿记", when: "T-3", day: closing.marketDay)
    report.add("received", screening.receivedTotals.text)
    if !screening.isRegisterKnown {
      report.add(
        "not checked", "registration and assets: there is no inputs/bidders.csv")
    }
    for (reason, bids, shares) in try screening.removedByReason() {
      report.add("removed", "\(reason.rawValue): \(counted(bids, "bid")), \(shares) shares")
    }
    report.add("valid", screening.validTotals.text)
    let elimination = review.elimination
    report.add(
      "highest removed",
      "\(counted(elimination.count, "account")), "
        + "\(elimination.ranked.shares(elimination.removed)) shares, "
        + "\(elimination.share.percent(places: 4))%"
        + (elimination.whyNothing.map { "; \($0)" } ?? ""))
    if let last = elimination.removedLast {
      report.add(
        "down to",
        "\(last.price) yuan, \(last.shares) shares, \(last.submittedAt.marketClock), sequence "
          + "\(last.sequence)")
    }
    report.add("remaining", review.remaining.text)
    if let numbers = review.fourNumbers {
      for (name, value) in numbers.all {
        report.add(
          name.replacing("_", with: " "), value.map { "\($0.yuan) yuan" } ?? "no such fund remains")
      }
      report.add("lowest of the four", "\(numbers.lowest.yuan) yuan")
    }
    return report
  }
}

extension BookTotals {
  /// "7,787 bids of 286 investors, 72,999,200,000 shares".
  var text: String {
    "\(counted(bids, "bid")) of \(counted(investors, "investor")), \(shares) shares"
  }
}

extension Screening {
  /// What was set aside, by reason and clause, as the journal records it.
  func body(_ rulebook: Rulebook) throws -> JSONObject {
    let reasons = try removedByReason().map { reason, bids, shares -> JSONValue in
      [
        "reason": .string(reason.rawValue), "bids": .integer(Int64(bids)),
        "shares": .string(String(shares.count)), "rule": .string(reason.rule),
        "clause": .string(rulebook.clause(of: reason.rule) ?? ""),
      ]
    }
    return [
      "decision": "screening", "received": receivedTotals.canonical,
      "valid": validTotals.canonical, "removed": removedTotals.canonical,
      "reasons": .array(reasons), "register": .bool(isRegisterKnown),
      "list_sha256": .string(SHA256.hash(removedList).hex),
    ]
  }

  /// Every removed bid, a line each in the order of the book: its row from 1, its account, its reasons.
  private var removedList: String {
    var text = ""
    for removal in removed {
      text += "\(removal.row + 1),\(book.bids[removal.row].account),"
      text += removal.reasons.map(\.rawValue).joined(separator: " ") + "\n"
    }
    return text
  }
}

extension Elimination {
  /// The removal as the journal records it, with the last bid that went.
  func body(_ screening: Screening, _ rulebook: Rulebook) throws -> JSONObject {
    let last = removedLast.map { last -> JSONValue in
      [
        "account": .string(screening.book.bids[last.row].account.text),
        "price": .string(last.price.canonical), "shares": .string(String(last.shares.count)),
        "submitted_at": .string(last.submittedAt.description),
        "sequence": .string(String(last.sequence)),
      ]
    }
    return [
      "decision": "elimination", "aim_percent": aim.map { .string($0.shortPercent) } ?? .null,
      "removed": ranked.totals(removed).canonical, "remaining": ranked.totals(remaining).canonical,
      "kept_at_price": .integer(Int64(keptAtPrice)),
      "share": .string("\(share.numerator)/\(share.denominator)"),
      "percent": .string(share.percent(places: 4)), "last": last ?? .null,
      "clause": .string(rulebook.clause(of: "book.elimination_percent") ?? ""),
    ]
  }
}

extension FourNumbers? {
  /// The numbers in fen, each as a fraction.
  var body: JSONObject {
    var body: JSONObject = ["decision": "four-numbers"]
    guard let numbers = self else { return body }
    for (name, value) in numbers.all {
      body[name] = value.map { .string("\($0.numerator)/\($0.denominator)") } ?? .null
    }
    let lowest = numbers.lowest
    body["lowest"] = .string("\(lowest.numerator)/\(lowest.denominator)")
    return body
  }
}

import Bookbuilding
import Inputs
import Issuance
import Offerings
import Quantities
import SampleOfferings

/// An offering with a strategic placement, of which a test changes one thing.
struct StrategicWorld {
  var rulebook = "cn-star-2023"
  var price = Price(fen: 2_000)
  /// 5% of it, 499,950 shares, is what a sponsor takes.
  var total: Int64 = 9_999_000
  /// Shares at first; as many as the rows take where nothing is stated.
  var initial: Int64?
  var rows: [Row] = []
  var departures: [Departure] = []
  var isTimed = false
  /// Whether the placement was announced before the journal begins.
  var beginsAtPrice = false

  /// One row of strategic.csv.
  struct Row {
    var account = "S"
    var category = "investor"
    var shares: Int64
    /// In fen above what is due; below it where negative.
    var over: Int64 = 0
    var paidAt = ""
  }

  /// The sponsor with what the tier asks for.
  static let sponsor = Row(account: "SPONSOR", category: "sponsor", shares: 499_950)

  /// So many investors with so many shares each, named apart.
  static func investors(_ count: Int, _ shares: Int64 = 100) -> [Row] {
    (0..<count).map { Row(account: "I\($0)", shares: shares) }
  }

  func offering() throws -> Offering {
    let strategic = Shares(initial ?? rows.reduce(0) { $0 + $1.shares })
    return try Sample.offering(rulebook: rulebook) { terms in
      terms.price = beginsAtPrice ? price : nil
      terms.inquiry = beginsAtPrice ? nil : InquiryTerms(stepShares: Shares(1))
      terms.shares.total = Shares(total)
      terms.shares.strategic = strategic
      terms.shares.online = Shares(4_000)
      terms.shares.offline = Shares(total - strategic.count - 4_000)
      terms.departures = departures
    }
  }

  private func text() -> String {
    let header = "account,category,shares,paid,lock_months" + (isTimed ? ",paid_at" : "")
    return
      ([header]
      + rows.map { row in
        let paid = Money(fen: row.shares * price.fen + row.over).canonical
        let cells = [row.account, row.category, String(row.shares), paid, "24"]
        return (cells + (isTimed ? [row.paidAt] : [])).joined(separator: ",")
      }).joined(separator: "\n") + "\n"
  }

  /// Twenty investors that each take the offline tranche at the price.
  private func book(of offering: Offering) throws -> Sealed<Book> {
    let day = try offering.day(-3)
    let rows = (1...20).map { number in
      "B\(number),B\(number),A,\(price.canonical),\(offering.terms.shares.offline.count),"
        + "\(day) 10:00,\(number)\n"
    }
    return try BidFile.read(
      Array(("investor,account,class,price,shares,submitted_at,sequence\n" + rows.joined()).utf8),
      of: offering, asReceived: true)
  }

  /// The step's report by its labels.
  func report() throws -> [String: String] {
    let offering = try offering()
    var inputs = RecordedInputs(bids: beginsAtPrice ? nil : try book(of: offering))
    if !rows.isEmpty { inputs.strategic = try StrategicFile.read(Array(text().utf8), of: offering) }
    let final = Shares(rows.reduce(0) { $0 + $1.shares })
    let passage = try Passage.plan(
      offering, facts: Facts(price: PriceSetting(price), strategicFinal: final), inputs: inputs)
    guard let step = passage.steps.first(where: { $0.id == "strategic" }) else { return [:] }
    // A label may stand on several lines.
    return Dictionary(step.report.lines.map { ($0.label, $0.value) }) { "\($0)\n\($1)" }
  }

  /// What is refused.
  func refusals() throws -> [String] {
    do {
      _ = try report()
      return []
    } catch let refusal as IssuanceRefusal {
      return refusal.findings.map(\.message)
    }
  }
}

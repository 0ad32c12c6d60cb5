import Bookbuilding
import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities
import Rulebooks

extension ControlDraft {
  /// Every file that was read against the digest that the journal sealed.
  mutating func checkFiles() {
    let read: [(name: String, file: SealedFile?)] = [
      (StrategicFile.name, inputs.strategic?.file), (BidFile.name, inputs.bids?.file),
      (BidderFile.name, inputs.bidders?.file),
      (ApplicationFile.name, inputs.applications?.file), (PaymentFile.name, inputs.payments?.file),
      (HolderFile.name, inputs.holders?.file),
    ]
    for (name, found) in read {
      guard let sealed = journal.sealedFiles.first(where: { $0.file == name }) else { continue }
      add(
        "sealedFile \(name)", "\(name): its bytes are those that were sealed",
        [
          ControlFigure(
            "sealed as \(sealed.sha256.prefix(16))…", 1, .count,
            .entries(EntryNumbers(sealed.entry)))
        ],
        [
          file(
            "read as \(found.map { String($0.sha256.hex.prefix(16)) } ?? "no file")…",
            found?.sha256.hex == sealed.sha256 ? 1 : 0, .count, found, name)
        ])
    }
  }

  /// The issue in its tranches, before and after strategic shortfall and clawback.
  mutating func checkDivision() {
    guard isClosed("opening") else { return }
    let shares = offering.terms.shares
    let issued = totals.sum { $0.kind == .opening && $0.commodity == .shares }
    add(
      "issueDivided", "the issue is what its tranches were opened with",
      [term("shares issued", shares.total.count, .shares)],
      [received("tranches opened", issued, .shares)])
    guard isClosed("strategic") else { return }
    let shortfall = totals.sum("strategic", .decision, "tranche:offline", .shares)
    add(
      "strategicDivided", "initial strategic shares are allotted, or go to offline",
      [term("initial strategic", shares.strategic.count, .shares)],
      [
        received("allotted strategic", allotted(.strategic), .shares),
        received("shortfall to offline", shortfall, .shares),
      ])
    guard isClosed("clawback") else { return }
    let moved = totals.sum("clawback", .decision, "tranche:online", .shares)
    add(
      "clawbackPosted", "the clawback decided is the clawback posted",
      [stated("clawback/decision", "clawback", "decided", .shares)],
      [ControlFigure("posted to online", moved.net, .shares, .entries(moved.entries))])
    add(
      "tranchesCoverIssue", "after the clawback the tranches are the base issue",
      [
        received("allotted strategic", allotted(.strategic), .shares),
        stated("clawback/decision", "offline", "offline", .shares),
        stated("clawback/decision", "online", "online", .shares),
      ], [term("shares issued", shares.total.count, .shares)])
  }

  /// applications.csv and bids.csv ↔ the clawback's demand ↔ the frozen list ↔ the numbers.
  mutating func checkList() throws {
    guard isClosed("clawback") else { return }
    let list = inputs.applications
    let name = ApplicationFile.name
    let shares = Int128(list?.value.totalShares.count ?? 0)
    let suspended = isClosed("suspension")
    if list != nil || isClosed("freeze") {
      add(
        "onlineDemand", "online demand of the clawback is the sum of the applications",
        [stated("clawback/decision", "online_applied", "online demand", .shares)],
        [file("applied for", shares, .shares, list?.file, name)])
    }
    if let bids = inputs.bids, let effective = results.effectiveBids,
      !suspended || text("clawback/decision", "offline_applied") != nil
    {
      add(
        "offlineDemand", "offline demand of the clawback is the sum of the effective bids",
        [stated("clawback/decision", "offline_applied", "offline demand", .shares)],
        [
          file(
            "effective at the price", Int128(try effective.demand().count), .shares, bids.file,
            BidFile.name)
        ])
    }
    guard isClosed("freeze") else { return }
    add(
      "rowsFrozen", "rows of applications.csv are the accounts frozen",
      [file("rows", Int128(list?.value.count ?? 0), .count, list?.file, name)],
      [stated("freeze/decision", "accounts", "accounts frozen", .count)])
    add(
      "sharesFrozen", "shares applied for are the shares frozen",
      [file("applied for", shares, .shares, list?.file, name)],
      [stated("freeze/decision", "shares", "shares frozen", .shares)])
    let count = stated("freeze/decision", "count", "numbers", .count)
    add(
      "numbersFrozen", "numbers handed out × lot are the shares applied for",
      [
        ControlFigure(
          "numbers × lot", count.value * Int128(offering.rules.lot.count), .shares, count.source)
      ], [file("applied for", shares, .shares, list?.file, name)])
    let root = text("freeze/decision", "applications")
    add(
      "listRoot", "the list's root is the root frozen",
      [
        ControlFigure(
          "root \(root?.prefix(16) ?? "none")…", 1, .count,
          stated("freeze/decision", "accounts", "", .count).source)
      ],
      [
        file(
          "root \(results.frozen.map { String($0.root.hex.prefix(16)) } ?? "none")…",
          root == results.frozen?.root.hex ? 1 : 0, .count, list?.file, name)
      ])
  }

  /// Numbers ↔ winners ↔ online allotments.
  mutating func checkDraw() throws {
    guard isClosed("draw") else { return }
    add(
      "numbersDrawnFrom", "the draw is among the numbers frozen",
      [stated("freeze/decision", "count", "numbers frozen", .count)],
      [stated("draw/decision", "count", "numbers in the draw", .count)])
    let isDrawn = text("draw/decision", "grade") != "none"
    if isDrawn {
      add(
        "lotsToBeWon", "lots to be won are the winning numbers",
        [stated("clawback/decision", "winners", "lots to be won", .count)],
        [stated("draw/decision", "winners", "winning numbers", .count)])
    }
    guard isClosed("allotment-online") else { return }
    let winners = stated("draw/decision", "winners", "winning numbers", .count)
    let lot = Int128(offering.rules.lot.count)
    add(
      "winnersAllotted", "winning numbers × lot are allotted online",
      [ControlFigure("winning numbers × lot", winners.value * lot, .shares, winners.source)],
      [received("allotted online", allotted(.online), .shares)])
    let lots = (results.onlineWinners ?? []).reduce(Int128(0)) { $0 + Int128($1.lots) }
    add(
      "winnersDrawnAgain", "what the draw made again wins is allotted online",
      [decided("lots won × lot", lots * lot, .shares)],
      [received("allotted online", allotted(.online), .shares)])
    try checkAccounts()
  }
}

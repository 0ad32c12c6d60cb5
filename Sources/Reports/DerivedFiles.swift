import Allotment
import Bookbuilding
import Issuance
import Ledger
import Lottery
import Offerings
import Pricing
import Quantities
import Settlement
import ShareRegister
import TradingDays

/// The files below `out/`: everything in them follows from the journal and the inputs, so they may
/// be deleted at any time.
public enum DerivedFiles {
  /// One file: its bytes are made when they are written, so that only one is in memory at a time.
  public struct File {
    public let name: String
    public let bytes: () -> [UInt8]
  }

  /// Every file that the results so far allow.
  public static func all(
    _ results: Results, _ inputs: RecordedInputs, _ balances: Balances, of offering: Offering
  ) -> [File] {
    let code = offering.terms.code
    var files = ofBook(results, of: offering) + ofDraw(results, inputs, of: offering)
    if let text = results.seedText { files.append(seedText(text)) }
    if let collection = results.collection {
      let isVoid = results.isSuspended
      files.append(File(name: "allotments.csv") { allotments(collection, isVoid) })
      files.append(File(name: "refunds.csv") { refunds(collection, isVoid) })
      files.append(File(name: "exceptions.csv") { exceptions(collection) })
    }
    if let registration = results.registration {
      files.append(File(name: "register.csv") { register(registration) })
    }
    if let schedule = results.schedule {
      files.append(File(name: "lockups.csv") { lockups(schedule) })
      if let picture = LockupPicture(results, of: offering) {
        files.append(File(name: "lockups.svg") { Array(picture.svg.utf8) })
      }
    }
    files.append(
      File(name: "trial-balance.txt") { Array(trialBalance(balances, code: code).utf8) })
    return files
  }

  /// What an inquiry gave: the bids that went, the demand curve, and the candidates around the price.
  public static func ofBook(_ results: Results, of offering: Offering) -> [File] {
    guard let review = results.review,
      let view = try? BookView(review, of: offering, price: results.priceDecision?.price)
    else { return [] }
    var files = [
      File(name: "removed-bids.csv") { view.removedBids() },
      File(name: "demand-curve.csv") { CurveReport(view).csv },
      File(name: "demand-curve.svg") { Array(DemandCurvePicture(view).svg.utf8) },
    ]
    guard let price = view.price,
      let tests = try? PriceTests.run(
        PriceCandidates.usual(review, known: price), on: review, of: offering,
        by: PriceTestTerms(of: offering, strategicFinal: results.strategicFinal))
    else { return files }
    files.append(File(name: "price-tests.csv") { PriceTestReport(view, tests).csv })
    files.append(
      File(name: "price-tests.svg") { Array(PriceTestPicture(view, tests).svg.utf8) })
    return files
  }

  /// The text of a sealed seed.
  public static func seedText(_ text: SeedText) -> File {
    File(name: "seed.txt") { Array(text.text.utf8) }
  }

  /// What a draw gave: the winners, the numbers in drawn order, and a picture.
  public static func ofDraw(
    _ results: Results, _ inputs: RecordedInputs, of offering: Offering
  ) -> [File] {
    guard let list = inputs.applications?.value, let draw = results.draw,
      let winners = results.onlineWinners
    else { return [] }
    var files = [File(name: "winners.csv") { Self.winners(list, draw, winners) }]
    if let lines = draw.outcome.drawnLines {
      files.append(File(name: "drawn-numbers.txt") { lines })
    }
    let picture = DrawPicture(
      name: offering.terms.name, code: offering.terms.code, grade: draw.origin.pictureGrade,
      numbers: draw.numbers, winners: draw.winners, tails: draw.outcome.tails,
      winningOffsets: draw.winningOffsets())
    files.append(File(name: "draw.svg") { Array(picture.svg.utf8) })
    return files
  }

  /// Each winning number with the tail, rank or place that won it and the account it was handed to.
  private static func winners(
    _ list: ApplicationList, _ draw: OnlineDraw, _ winners: [(row: Int, lots: Int64)]
  ) -> [UInt8] {
    var csv = CSVText(["account", "number", draw.outcome.winsBy])
    let winning = draw.outcome.winningPlaces(in: draw.numbers)
    var next = 0
    for (row, lots) in winners {
      let account = list.account(at: row)
      for _ in 0..<lots {
        csv.append([account, String(winning[next].number), winning[next].place])
        next += 1
      }
    }
    return csv.bytes
  }

  /// Every account's allotment and what became of it; of a suspended issue nobody keeps anything.
  private static func allotments(_ collection: Collection, _ isVoid: Bool) -> [UInt8] {
    var csv = CSVText([
      "tranche", "account", "allotted", "due", "paid_in_time", "paid_late", "kept", "abandoned",
      "refund",
    ])
    for outcome in collection.outcomes {
      csv.append([
        outcome.due.tranche.rawValue, outcome.due.account, String(outcome.due.shares.count),
        outcome.due.amount.canonical, outcome.paidInTime.canonical, outcome.paidLate.canonical,
        isVoid ? "0" : String(outcome.kept.count), isVoid ? "0" : String(outcome.abandoned.count),
        refund(outcome, isVoid).canonical,
      ])
    }
    return csv.bytes
  }

  /// Everything that has to be paid back, and why: the list a settlement officer pays from.
  private static func refunds(_ collection: Collection, _ isVoid: Bool) -> [UInt8] {
    var csv = CSVText(["tranche", "account", "amount", "reason", "reference"])
    for outcome in collection.outcomes {
      let amount = refund(outcome, isVoid)
      guard amount > .zero else { continue }
      csv.append([
        outcome.due.tranche.rawValue, outcome.due.account, amount.canonical,
        isVoid ? "suspended" : outcome.paidLate > .zero ? "late or over" : "over or short", "",
      ])
    }
    for payment in collection.unidentified {
      csv.append([
        payment.tranche.rawValue, payment.account.text, payment.amount.canonical, "unidentified",
        payment.reference,
      ])
    }
    return csv.bytes
  }

  private static func refund(_ outcome: Collection.Outcome, _ isVoid: Bool) -> Money {
    isVoid ? Money(fen: outcome.paidInTime.fen + outcome.paidLate.fen) : outcome.refund
  }

  /// Payments that were missing, short, late, over or for nobody.
  private static func exceptions(_ collection: Collection) -> [UInt8] {
    var csv = CSVText(["kind", "tranche", "account", "amount", "reference"])
    for exception in collection.exceptions {
      csv.append([
        exception.kind.rawValue, exception.tranche.rawValue, exception.account,
        exception.amount.canonical, exception.reference,
      ])
    }
    return csv.bytes
  }

  private static func register(_ registration: Registration) -> [UInt8] {
    var csv = CSVText(["holder", "shares", "locked_until", "origin"])
    for holding in registration.holdings {
      csv.append([
        holding.holder, String(holding.shares.count), holding.lockedUntil?.description ?? "",
        holding.origin.rawValue,
      ])
    }
    return csv.bytes
  }

  private static func lockups(_ schedule: LockSchedule) -> [UInt8] {
    var csv = CSVText(["locked_until", "first_session", "shares", "holders", "origins"])
    for tranche in schedule.tranches {
      csv.append([
        tranche.end.description, tranche.session?.description ?? "",
        String(tranche.shares.count), String(tranche.holders),
        tranche.origins.map(\.rawValue).joined(separator: " "),
      ])
    }
    return csv.bytes
  }

  /// Open balances by the chart of accounts, each kind of account summed; both columns sum to zero.
  private static func trialBalance(_ balances: Balances, code: String) -> String {
    var rows: [[String]] = []
    for commodity in Commodity.allCases {
      var byKind: [(pattern: String, accounts: Int, sum: Int128)] =
        ChartOfAccounts.standard.kinds.map { ($0.pattern, 0, 0) }
      for (account, amount) in balances.open(commodity) {
        guard let index = ChartOfAccounts.standard.index(of: account, commodity) else { continue }
        byKind[index].accounts += 1
        byKind[index].sum += Int128(amount)
      }
      var total: Int128 = 0
      for kind in byKind where kind.accounts > 0 {
        total += kind.sum
        rows.append([
          kind.pattern, DecimalText.grouped(kind.accounts, decimals: 0),
          DecimalText.grouped(kind.sum, decimals: commodity.decimals), commodity.unit(code: code),
        ])
      }
      rows.append([
        "total", "", DecimalText.grouped(total, decimals: commodity.decimals),
        commodity.unit(code: code),
      ])
    }
    return TextBlock.table(["account", "open", "balance", "unit"], rows, right: [1, 2])
  }
}

extension OnlineDraw.Origin {
  /// The grade as a picture says it: a sealed seed's depends on witnesses, whom a picture cannot ask.
  fileprivate var pictureGrade: String {
    if case .sealed = self { "a sealed seed" } else { grade }
  }
}

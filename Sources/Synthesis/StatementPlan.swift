import Cryptography
import Lottery
import Quantities
import Reconciliation
import TradingDays

/// What a bank and a depository would send about a settled offering: statements of the collecting
/// account, one a booking day, and the list of holdings; with breaks in known places where asked.
///
/// Deterministic: the same ledger, number of breaks and seed give the same bytes everywhere. Times
/// that the ledger does not know come from the seed. O(n log n).
public struct StatementPlan: Sendable {
  /// The entries of the account in the order of booking; `label` is unused.
  let lines: [BankLine]
  let pages: [StatementPage]
  /// The depository's rows.
  let rows: [ListedHolding]
  /// The known breaks, in the order of planting.
  public let planted: [PlantedBreak]
  let records: LedgerRecords
  let seed: String

  /// Most entries of one page of a statement.
  static let pageLength = 1_000

  /// - Parameter breaks: how many breaks are planted: one of each kind of the contract in turn.
  /// - Throws: `offeringTooSmall` where a break has no place; `QuantityError` where a sum does not
  ///   fit 64 bits.
  public init(_ records: LedgerRecords, breaks: Int, seed: String) throws {
    self.records = records
    self.seed = seed
    guard !records.movements.isEmpty else { throw StatementPlanError.noMovements }
    func generator(_ purpose: String) -> SHA256Generator {
      SHA256Generator(
        seed: SHA256.hash(
          "ipo-statements/v1\noffering \(records.code)\nseed \(seed)\n\(purpose)\n"))
    }
    var times = generator("times")
    var choices = generator("breaks")
    var bank = BankPlanting(records, &times)
    var register = RegisterPlanting(records)
    var closings: [Int] = []
    var found: [Break?] = []
    for number in 0..<breaks {
      let kind = BreakKind.allCases[number % BreakKind.allCases.count]
      if kind == .closingBalanceDiffers {
        // Its amounts are known once all entries are.
        closings.append(number)
        found.append(nil)
        continue
      }
      let planted =
        try bank.plant(kind, number: number + 1, &choices)
        ?? register.plant(kind, number: number + 1, &choices)
      found.append(planted)
    }
    lines = bank.linesInOrder
    guard !lines.isEmpty else { throw StatementPlanError.noMovements }
    rows = register.rows
    var pages = try StatementPage.pages(of: lines, code: records.code, length: Self.pageLength)
    for (number, planted) in zip(
      closings, try StatementPage.plant(closings.map { $0 + 1 }, in: &pages, &choices))
    {
      found[number] = planted
    }
    self.pages = pages
    let bankFiles = StatementFile.bankFiles(for: lines)
    planted = found.compactMap(\.self).map { found in
      PlantedBreak(
        found: found,
        files: Self.isOfRegister(found.kind)
          ? [StatementFile.register]
          : bankFiles.filter {
            found.kind != .closingBalanceDiffers || $0 != StatementFile.bankList
          })
    }
  }

  private static func isOfRegister(_ kind: BreakKind) -> Bool {
    switch kind {
    case .holdingDiffers, .lockMissing, .lockWrongDate, .lockWrongShares, .releasedEarly,
      .unknownAccount:
      true
    case .missingInLedger, .missingInStatement, .amountDiffers, .duplicate,
      .closingBalanceDiffers:
      false
    }
  }

  /// How many statements there are, one a booking day.
  public var statements: Int { pages.count { $0.isLast } }
}

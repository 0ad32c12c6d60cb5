import ArgumentParser
import Audit
import Quantities
import Reconciliation
import TradingDays

/// What a comparison is given and by which rules, as options of the commands that compare.
struct StatementOptions: ParsableArguments {
  @Option(help: "A statement of the account that collects investors' money; may be repeated.")
  var bank: [String] = []

  @Option(help: "A statement of the issuer's own account; may be repeated.")
  var issuerBank: [String] = []

  @Option(help: "The depository's list of holdings and locks, CSV.")
  var register: String?

  @Option(
    help: """
      What an amount may differ by, in yuan, under the same reference and account; without it, as \
      on record, else 0.00.
      """)
  var tolerance: String?

  @Option(
    help: """
      Who pays for whom, CSV account,payer: a payer's lines are held against what its accounts \
      owe together; without it, as on record.
      """)
  var payers: String?

  @Option(help: "The day that is told and that the list is of, YYYY-MM-DD; without it, today.")
  var asOf: String?

  @Flag(
    help: """
      The statements cover all that the accounts ever saw: strategic payments, refunds and \
      proceeds that they do not show are breaks.
      """)
  var complete = false

  /// The call that the options make.
  ///
  /// - Parameter today: where no day is given.
  func call(today: () throws -> Day) throws -> ReconciliationCall {
    ReconciliationCall(
      bank: bank, issuerBank: issuerBank, register: register,
      asOf: try asOf.map(DayArgument.parse) ?? today(),
      expecting: complete ? Set(MovementGroup.allCases) : [],
      tolerance: try tolerance.map(Self.tolerance), payers: payers)
  }

  private static func tolerance(_ text: String) throws -> Money {
    guard let tolerance = try? Money(parsing: text) else {
      throw Failure.WrongCall(
        message: "malformedTolerance: found \"\(text)\", expected an amount in yuan, 0 or more, "
          + "with at most 2 decimals")
    }
    return tolerance
  }
}

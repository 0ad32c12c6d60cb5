import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import Quantities

/// The control totals of an offering (总额核对): applications ↔ frozen list ↔ numbers ↔ allotments ↔ dues ↔
/// payments ↔ refunds ↔ proceeds ↔ register, each step held against the next from two sources: a file's
/// rows against entries, entries against entries, entries against what was decided again.
///
/// ```swift
/// let totals = try ControlTotals(
///   journal: audit, offering: offering, inputs: inputs, results: passage.results)
/// totals.controls.filter { !$0.holds }  // what does not come out
/// ```
///
/// Only operations that the journal has closed are held against anything, so an offering may be in any
/// state. A figure of the terms is taken from `offering`; that it is the journal's own is the caller's
/// to have checked, as `ipo verify` does.
public struct ControlTotals: Sendable {
  /// In the order of the passage.
  public let controls: [Control]

  /// - Parameter results: of the passage made again from the facts that the journal sealed and `inputs`.
  /// - Throws: where the decisions' own figures do not fit 64 bits.
  /// - Complexity: O(n) in rows and entries; the entries of allotments are parsed once more.
  public init(
    journal: JournalAudit, offering: Offering, inputs: RecordedInputs, results: Results
  ) throws {
    var draft = ControlDraft(
      journal: journal, offering: offering, inputs: inputs, results: results)
    draft.checkFiles()
    draft.checkDivision()
    try draft.checkList()
    try draft.checkDraw()
    try draft.checkAllotments()
    try draft.checkPayments()
    try draft.checkSettlement()
    try draft.checkFees()
    draft.checkSuspension()
    try draft.checkRegister()
    draft.checkLeftovers()
    controls = draft.controls
  }

  /// The controls that do not hold.
  public var broken: [Control] { controls.filter { !$0.holds } }

  public var holds: Bool { broken.isEmpty }
}

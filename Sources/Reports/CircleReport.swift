import CanonicalJSON
import Issuance
import Reconciliation
import TradingDays

/// What an offering's own files and entries say of each other, and the statements on record of them.
public struct CircleReport {
  private let controls: ControlReport
  private let reconciliation: ReconciliationReport?
  private let elsewhere: [RecordedBreak]
  private let asOf: Day

  /// - Parameters:
  ///   - reconciliation: nil where no statement is on record.
  ///   - book: the breaks on record, those of lists among them, which are not compared again.
  public init(
    _ controls: ControlReport, _ reconciliation: ReconciliationReport?, book: BreakBook, asOf: Day
  ) {
    self.controls = controls
    self.reconciliation = reconciliation
    self.asOf = asOf
    let compared = reconciliation?.sides ?? []
    elsewhere = book.open.filter { !compared.contains($0.placed.side) }
  }

  /// Breaks for which nobody answers: of the comparison, and those on record beside it.
  public var openCount: Int { (reconciliation?.openCount ?? 0) + elsewhere.count }

  public var text: String {
    controls.text + (reconciliation.map { "\n\($0.text)" } ?? "")
      + (elsewhere.isEmpty
        ? ""
        : TextBlock.labelled(
          "on record",
          "OPEN: \(counted(elsewhere.count, "break")) that was not compared again; ipo breaks lists all"
        ))
  }

  /// As a reconciliation prints it, with the control totals beside.
  public var json: JSONValue {
    var object: JSONObject = ["matched": 0, "breaks": [], "open": 0, "resolved": []]
    if case .object(let own)? = reconciliation?.json { object = own }
    let own = object["breaks"]?.arrayValue ?? []
    object["breaks"] = .array(own + elsewhere.map { .object($0.json(asOf: asOf)) })
    object["open"] = .integer(Int64(openCount))
    object["controls"] = controls.json
    return .object(object)
  }
}

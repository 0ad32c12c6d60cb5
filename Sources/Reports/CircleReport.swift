import CanonicalJSON

/// What an offering's own files and entries say of each other, and the statements on record of them.
public struct CircleReport {
  private let controls: ControlReport
  private let reconciliation: ReconciliationReport?

  /// - Parameter reconciliation: nil where nothing is on record.
  public init(_ controls: ControlReport, _ reconciliation: ReconciliationReport?) {
    self.controls = controls
    self.reconciliation = reconciliation
  }

  public var text: String {
    controls.text + (reconciliation.map { "\n\($0.text)" } ?? "")
  }

  /// As a reconciliation prints it, with the control totals beside.
  public var json: JSONValue {
    var object: JSONObject = ["matched": 0, "breaks": [], "open": 0, "resolved": []]
    if case .object(let own)? = reconciliation?.json { object = own }
    object["controls"] = controls.json
    return .object(object)
  }
}

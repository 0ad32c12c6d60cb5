import Audit
import Storage

extension OfferingFolder {
  /// The kept heads as an audit reads them.
  func witnessedHeads() throws -> [WitnessedHead] {
    try keptHeads().map { head in
      WitnessedHead(
        name: "witness/\(head.name)", checkpoint: head.parts[.checkpoint],
        cosigned: head.parts[.cosigned], token: head.parts[.token], query: head.parts[.query])
    }
  }
}

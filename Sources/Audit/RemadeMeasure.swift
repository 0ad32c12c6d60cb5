import CanonicalJSON
import Ledger
import Offerings

/// What one entry counts for.
struct RemadeMeasure {
  let kind: RemadeKind
  /// Picks the postings that are a row each; nil where the entry counts as a whole.
  let isRow: ((Posting) -> Bool)?

  private init(_ kind: RemadeKind, _ isRow: ((Posting) -> Bool)? = nil) {
    self.kind = kind
    self.isRow = isRow
  }

  /// Everything that an entry of this kind counts for; nothing for what is taken on trust.
  static func all(_ kind: EntryKind, _ body: (String) -> JSONValue?) -> [RemadeMeasure] {
    let tranche = body("tranche")?.stringValue.flatMap { Tranche(rawValue: $0) }
    func rows(
      _ title: String, _ root: String, isIn: Bool, _ tranche: Tranche? = nil
    ) -> RemadeMeasure {
      RemadeMeasure(.rows(title, tranche)) {
        ($0.amount > 0) == isIn && $0.account.isWithin(root)
      }
    }
    switch kind {
    case .opening: return [RemadeMeasure(.opening)]
    case .decision:
      let name = body("decision")?.stringValue ?? body("event")?.stringValue ?? "without a name"
      return [RemadeMeasure(.decision(name))]
    case .allotment:
      return [
        rows("allotments", "allotted", isIn: true, tranche),
        rows("dues", "receivable", isIn: true, tranche),
      ]
    case .payment: return [rows("payments", "receivable", isIn: false, tranche)]
    case .abandonment: return [rows("abandonments", "allotted", isIn: false, tranche)]
    case .refund: return [rows("refunds", "receivable", isIn: true, tranche)]
    case .settlement:
      return [
        rows("escrow handed on", "proceeds", isIn: true).only(body, "escrow-handed-on"),
        RemadeMeasure(.rows("take-up")) {
          $0.account == .underwriter && $0.commodity == .cash && $0.amount < 0
        },
        RemadeMeasure(.rows("fees and taxes")) { posting in
          posting.amount > 0
            && ["underwriter", "fees", "tax"].contains { posting.account.isWithin($0) }
        }, rows("proceeds to the issuer", "issuer", isIn: true),
      ].compactMap(\.self)
    case .void: return [rows("accounts voided", "allotted", isIn: false, tranche)]
    case .registration:
      return [
        rows("registrations", "register", isIn: true),
        RemadeMeasure(.rows("locks")) { $0.amount > 0 && $0.account.isLocked },
      ]
    case .release:
      return [RemadeMeasure(.rows("releases")) { $0.amount < 0 && $0.account.isLocked }]
    case .reconciliationBreak: return [RemadeMeasure(.rows("breaks"))]
    case .resolution: return [RemadeMeasure(.rows("resolutions"))]
    case .gate: return [RemadeMeasure(.gate)]
    case .fact, .input, .confirmation, .explanation, .booking: return []
    }
  }

  /// The measure where the entry is of this event.
  private func only(_ body: (String) -> JSONValue?, _ event: String) -> RemadeMeasure? {
    body("event")?.stringValue == event ? self : nil
  }
}

extension Account {
  /// True for `register:<holder>:locked:<date>`.
  fileprivate var isLocked: Bool {
    let parts = path.split(separator: ":")
    return parts.count == 4 && parts[0] == "register" && parts[2] == "locked"
  }
}

import Offerings

/// What an entry records, as an audit counts it: the entry itself, or rows of its postings.
struct RemadeKind: Hashable, Comparable {
  /// The place in the table; decisions that it does not know come last.
  let place: Int
  /// "allotments online".
  let title: String

  static func < (left: RemadeKind, right: RemadeKind) -> Bool {
    (left.place, left.title) < (right.place, right.title)
  }

  /// Decisions by the name that their bodies give them, and what a table calls them.
  private static let decisions: [(name: String, title: String)] = [
    ("screening", "screening of the book"), ("elimination", "highest bids removed"),
    ("four-numbers", "four numbers"), ("price", "price"),
    ("strategic-shortfall", "strategic shortfall"), ("clawback", "clawback"),
    ("freeze", "frozen list"), ("draw", "draw"), ("offline-allotment", "offline ratios"),
    ("minimum-paid", "minimum paid"), ("offline-lock", "offline lock"),
    ("suspension", "suspension"), ("listing", "listing"), ("reconciliation", "reconciliations"),
    ("witnessed", "witnessed gates"),
  ]

  private static let rows = [
    "allotments", "dues", "payments", "abandonments", "escrow handed on", "refunds", "take-up",
    "fees and taxes", "proceeds to the issuer", "accounts voided", "registrations", "locks",
    "releases", "breaks", "resolutions",
  ]

  static let opening = RemadeKind(place: 0, title: "terms and rulebook")
  static let gate = RemadeKind(place: 10_000, title: "closed operations")
  /// Files whose bytes were hashed again.
  static let file = RemadeKind(place: 10_001, title: "sealed files, SHA-256")

  static func decision(_ name: String) -> RemadeKind {
    let place = decisions.firstIndex { $0.name == name }
    return RemadeKind(
      place: 1 + (place ?? 99), title: place.map { decisions[$0].title } ?? "decision \(name)")
  }

  /// Rows, of one tranche where the body names one.
  static func rows(_ title: String, _ tranche: Tranche? = nil) -> RemadeKind {
    let place = rows.firstIndex(of: title) ?? rows.count
    let part = tranche.flatMap { Tranche.allCases.firstIndex(of: $0) } ?? 0
    return RemadeKind(
      place: 1_000 + 10 * place + part,
      title: [title, tranche?.rawValue ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
  }
}

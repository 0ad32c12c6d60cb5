import Quantities

/// A figure of `Results.figures` as people call it, with the operations that it comes from.
struct FigureName {
  let name: String
  let title: String
  let unit: String
  let operations: [String]
  /// True where one decision holds it, false where it is the sum of all entries.
  let isDecided: Bool

  /// nil for a name that no figure has.
  init?(_ name: String) {
    guard let row = Self.table.first(where: { $0.name == name }) else { return nil }
    self.name = name
    title = row.title
    unit = row.unit
    operations = row.operations
    isDecided = row.isDecided
  }

  /// A figure's canonical text with its thousands apart; what is no plain number stays as it is.
  func grouped(_ value: String) -> String {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap({ Int64($0) }), parts.count <= 2, unit != "" else {
      return value
    }
    return DecimalText.grouped(whole, decimals: 0) + (parts.count == 2 ? ".\(parts[1])" : "")
  }

  private typealias Row = (
    name: String, title: String, unit: String, operations: [String], isDecided: Bool
  )

  private static let table: [Row] = [
    ("multiple", "Online multiple 申购倍数", "times", ["clawback"], true),
    ("clawback", "Clawback 回拨", "shares", ["clawback"], true),
    ("online_final", "Online, final 网上最终发行", "shares", ["clawback"], true),
    ("offline_final", "Offline, final 网下最终发行", "shares", ["clawback"], true),
    ("win_rate", "Winning rate 中签率", "%", ["clawback"], true),
    ("winners", "Lots to be won 中签号码个数", "lots", ["clawback"], true),
    ("numbers", "Numbers handed out 配号总数", "numbers", ["draw"], true),
    ("last_number", "Last number 末号", "", ["draw"], true),
    ("offline_locked", "Offline locked 网下限售", "shares", ["offline-lock"], true),
    ("online_paid", "Online paid 网上缴款", "shares", counted, false),
    ("online_paid_amount", "Online paid, amount", "yuan", counted, false),
    ("online_abandoned", "Online abandoned 网上弃购", "shares", counted, false),
    ("online_abandoned_amount", "Online abandoned, amount", "yuan", counted, false),
    ("offline_paid", "Offline paid 网下缴款", "shares", counted, false),
    ("offline_paid_amount", "Offline paid, amount", "yuan", counted, false),
    ("offline_abandoned", "Offline abandoned 网下弃购", "shares", counted, false),
    ("offline_abandoned_amount", "Offline abandoned, amount", "yuan", counted, false),
    ("take_up", "Taken up 余额包销", "shares", ["abandonment"], false),
    ("take_up_amount", "Taken up, amount", "yuan", ["proceeds"], false),
    ("gross", "Gross proceeds 募集资金总额", "yuan", ["proceeds"], false),
    ("net", "Net proceeds 募集资金净额", "yuan", ["issuer-costs"], false),
    ("stamp_duty", "Stamp duty 印花税", "yuan", ["issuer-costs"], false),
    ("free_float", "Free float 可流通", "shares", ["listing"], true),
    ("capital", "Share capital 总股本", "shares", ["listing"], true),
  ]

  private static let counted = ["payment", "abandonment"]
}

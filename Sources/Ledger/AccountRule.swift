/// What the chart says of one account, kept beside its balance so that it is looked up once.
struct AccountRule: Sendable {
  /// The first bytes of the path, which tell the kinds of accounts apart.
  let stem: UInt32
  private var allowed: UInt8 = 0
  private var floors: UInt8 = 0

  init(of account: Account, on chart: ChartOfAccounts) {
    stem = account.stem
    for commodity in Commodity.allCases {
      guard let kind = chart.index(of: account, commodity) else { continue }
      allowed |= Self.bit(commodity)
      if chart.kinds[kind].floors.contains(commodity) { floors |= Self.bit(commodity) }
    }
  }

  /// True where the chart has the account in that commodity.
  func allows(_ commodity: Commodity) -> Bool { allowed & Self.bit(commodity) != 0 }

  /// True where no entry may leave less than nothing of it.
  func hasFloor(_ commodity: Commodity) -> Bool { floors & Self.bit(commodity) != 0 }

  private static func bit(_ commodity: Commodity) -> UInt8 { commodity == .cash ? 1 : 2 }
}

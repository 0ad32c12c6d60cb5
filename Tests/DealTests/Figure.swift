/// A kind of figure that a deal's other figures determine.
enum Figure: CaseIterable {
  case multiple, finalMultiple, clawback, tranches, winners, initialRate, finalRate, numberRange
  case tails, collection, takeUpPercent, gross, net, strategicShift, initialSplit, freeFloat
  case lockedShares, lockedAccounts

  /// True where `deal` has what the figure is made from, and the figure.
  func isDetermined(by deal: Deal) -> Bool {
    switch self {
    case .multiple: deal.text("online_multiple_initial") != nil && deal.isDecided
    case .finalMultiple: deal.text("online_multiple_final") != nil && deal.isDecided
    case .clawback: deal.count("clawback_shares") != nil && deal.isDecided
    case .tranches: deal.count("online_final") != nil && deal.isDecided
    case .winners: deal.count("winners") != nil
    case .initialRate: deal.text("win_rate_initial_pct") != nil && deal.isDecided
    case .finalRate: deal.text("win_rate_final_pct") != nil && deal.numbers != nil
    case .numberRange: deal.count("online_valid_shares") != nil
    case .tails: !deal.tails.isEmpty
    case .collection: deal.count("online_abandoned_shares") != nil && deal.has("online_final")
    case .takeUpPercent: deal.text("takeup_pct_of_total") != nil && deal.has("total_issue_shares")
    case .gross: deal.text("gross") != nil
    case .net: deal.text("net") != nil && deal.text("gross") != nil
    case .strategicShift: deal.count("strategic_to_offline_shift") != nil
    case .initialSplit: deal.hasInitialSplit
    case .freeFloat: deal.count("free_float") != nil
    case .lockedShares: deal.text("offline_locked_share") != nil && deal.has("offline_final")
    case .lockedAccounts: deal.count("offline_accounts_locked") != nil
    }
  }
}

extension Deal {
  /// All deals that determine `figure`.
  static func determining(_ figure: Figure) -> [Deal] { all.filter(figure.isDetermined) }

  func has(_ key: String) -> Bool { count(key) != nil }

  /// True where a reallocation can be decided from the figures.
  var isDecided: Bool {
    rulebook != nil && numbers != nil && onlineBefore != nil && base != nil
  }

  /// True where the issue and its first division were printed.
  var hasInitialSplit: Bool {
    has("total_issue_shares") && onlineBefore != nil
      && (has("offline_initial") || has("offline_before_clawback"))
  }
}

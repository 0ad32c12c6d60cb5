/// What an entry records.
public enum EntryKind: String, Sendable, CaseIterable {
  /// The first entry: terms, rulebook, and the issued shares in their tranches.
  case opening
  /// A fact, sealed when it is read.
  case fact
  /// A file of facts, sealed by its digest.
  case input
  /// A decision with its evidence; its postings are what it moves between tranches.
  case decision
  /// Shares allotted and what is due for them.
  case allotment
  /// Money that came in.
  case payment
  /// Shares and debts that were given up (弃购).
  case abandonment
  /// Money given back.
  case refund
  /// Money on its way from escrow to the issuer, and what is paid from it.
  case settlement
  /// Everything undone: the issue is suspended (中止发行).
  case void
  /// Shares entered in holders' names (股份登记).
  case registration
  /// Shares whose lock-up ended (解除限售).
  case release
  /// The digest of what the depository or the bank confirmed.
  case confirmation
  /// One disagreement with a bank's or the depository's record (差异).
  case reconciliationBreak = "break"
  /// A break that a later reconciliation did not find any more.
  case resolution
  /// Who answers for a break, and why it may stand.
  case explanation
  /// Money that is kept for an investor: paid in, blocked, used, paid out.
  case booking
  /// The last entry of an operation: which accounts had to be clear, and were.
  case gate
}

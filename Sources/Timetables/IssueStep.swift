import Rulebooks

/// One step of the way from the inquiry to the listing (发行日程), and when it comes.
public struct IssueStep: Equatable, Sendable {
  /// When a step comes.
  public enum Timing: Equatable, Sendable {
    /// From one session to another, counted from T, perhaps at hours of the first and the last.
    case sessions(
      from: SessionOffset, through: SessionOffset, opens: ClockTime?, closes: ClockTime?)
    /// At a deadline that the rulebook states, perhaps from another one on.
    case deadline(DeadlineRule, since: DeadlineRule?)
    /// From the listing day on for so many calendar days, that day the first.
    case listing(calendarDays: Int)
  }

  /// The rulebook's deadlines by their rules' names.
  public enum DeadlineRule: String, Sendable, CaseIterable {
    case bookOpening = "book.opens"
    case bookClosing = "book.closes"
    case strategicPayment = "strategic.payment_deadline"
    case offlinePayment = "payment.offline_deadline"
    case onlinePayment = "payment.online_deadline"
  }

  /// What an offering has to have for a step to belong to it.
  public enum Condition: String, Sendable, CaseIterable {
    /// Offline shares, so that prices are inquired (询价); without them the price is set directly (直接定价).
    case inquiry
    /// Strategic shares (战略配售).
    case strategic
    /// Offline accounts that are locked by lot (摇号限售).
    case accountLottery = "account-lottery"
    /// Over-allotted shares (超额配售).
    case overAllotment = "over-allotment"
  }

  public let id: String
  public let title: String
  /// The step's name in the announcements.
  public let chinese: String
  /// Two words for a picture.
  public let short: String
  public let timing: Timing
  /// Nil for a step of every offering.
  public let condition: Condition?
  /// Nil where the rulebook says it, at a deadline.
  public let source: RuleSource?

  public init(
    id: String, title: String, chinese: String, short: String, timing: Timing,
    condition: Condition?, source: RuleSource?
  ) {
    self.id = id
    self.title = title
    self.chinese = chinese
    self.short = short
    self.timing = timing
    self.condition = condition
    self.source = source
  }
}

/// A day of the week, numbered as ISO 8601 does: Monday is 1, Sunday 7.
public enum Weekday: Int, Hashable, Sendable {
  /// The first day of the week.
  case monday = 1
  /// The days that follow, in order.
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// Whether this is Saturday or Sunday, on which no exchange that ships here trades.
  public var isWeekend: Bool {
    self == .saturday || self == .sunday
  }
}

/// The exchange (交易所) whose printing and numbering habits a rulebook follows.
public enum Exchange: String, Sendable, CaseIterable {
  case sse = "SSE"
  case szse = "SZSE"
}

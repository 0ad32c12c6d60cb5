/// How surely a rule is known.
public enum Confidence: String, Sendable, CaseIterable {
  /// Seen in a source and recomputed on real deals.
  case verified
  /// Seen in a source.
  case seen
  /// From memory, no source reached: to be checked before money moves by it.
  case memory
}

import Cryptography
import Quantities

/// One figure of a control, with where it comes from, so that a reader can look it up.
public struct ControlFigure: Equatable, Sendable {
  /// What it counts, in words: "refunds online".
  public let name: String
  /// Fen, shares or things, by `unit`. In 128 bits: no sum overflows.
  public let value: Int128
  public let unit: ControlUnit
  public let source: Source

  /// Where a figure comes from.
  public enum Source: Equatable, Sendable {
    /// Journal entries, by their numbers.
    case entries(EntryNumbers)
    /// The rows of a file, by its name; the digest of what was read, nil where the file is not there.
    case file(String, sha256: Digest?)
    /// The terms of the offering.
    case terms
    /// Decided again from terms, facts and files.
    case decisions
  }

  public init(_ name: String, _ value: Int128, _ unit: ControlUnit, _ source: Source) {
    self.name = name
    self.value = value
    self.unit = unit
    self.source = source
  }

  /// The canonical text of files: yuan with two decimals, else a whole number.
  public var canonical: String { DecimalText.plain(value, decimals: unit.decimals) }
}

/// Where a tile of a published tree is found: `tile/0/x001/x234/067`, a partial one at
/// `tile/0/x001/x234/067.p/112`, a bundle of entries at `tile/entries/…`.
///
/// Specs: C2SP tlog-tiles, Merkle Tree and Log entries.
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
  /// What a tile holds.
  public enum Content: Hashable, Sendable {
    /// The hashes of a level, from 0 (the leaves) to 63.
    case hashes(level: Int)
    /// The entries themselves.
    case entries
  }

  public let content: Content

  /// The tile's place on its level, from 0.
  public let index: UInt64

  /// How many hashes or entries it holds: 1 to 256, below that of a partial tile.
  public let width: Int

  /// How many levels of the tree a tile spans.
  public static let height = 8
  /// How many hashes or entries a full tile holds.
  public static let widthMax = 1 << height

  /// The most a level may be.
  public static let levelMax = 63

  /// Names a tile; the width must be 1 to 256, the level 0 to 63.
  public init(_ content: Content, index: UInt64, width: Int = widthMax) {
    precondition((1...Self.widthMax).contains(width), "A tile holds 1 to 256 hashes")
    if case .hashes(let level) = content {
      precondition((0...Self.levelMax).contains(level), "A tree has levels from 0 to 63")
    }
    self.content = content
    self.index = index
    self.width = width
  }

  /// Reads a path; nil for any other text and for a second spelling of one.
  public init?(parsing text: String) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    guard parts.popFirst() == "tile", let kind = parts.popFirst() else { return nil }
    if kind == "entries" {
      content = .entries
    } else {
      guard let level = Int(kind), (0...Self.levelMax).contains(level) else { return nil }
      content = .hashes(level: level)
    }
    var width = Self.widthMax
    if parts.count > 1, let end = parts.last, parts[parts.endIndex - 2].hasSuffix(Self.mark) {
      guard let number = Int(end), (1..<Self.widthMax).contains(number) else { return nil }
      width = number
      parts.removeLast()
      parts.append(parts.removeLast().dropLast(Self.mark.count))
    }
    var index: UInt64 = 0
    for part in parts {
      let digits = part.hasPrefix("x") ? part.dropFirst() : part
      guard digits.utf8.count == 3, let number = UInt64(digits) else { return nil }
      let (product, isTooLarge) = index.multipliedReportingOverflow(by: 1_000)
      let (sum, isStillTooLarge) = product.addingReportingOverflow(number)
      guard !isTooLarge, !isStillTooLarge else { return nil }
      index = sum
    }
    self.index = index
    self.width = width
    // One text for every tile: this compares the groups, their marks and leading zeros.
    guard !parts.isEmpty, description.utf8.elementsEqual(text.utf8) else { return nil }
  }

  /// The path from the published folder.
  public var description: String {
    isPartial ? "\(partialFolder)/\(width)" : stem
  }

  /// Whether the tile is not full.
  public var isPartial: Bool { width < Self.widthMax }

  /// The full tile in the same place.
  public var full: TilePath { TilePath(content, index: index) }

  /// The folder of the partial tiles in the same place.
  public var partialFolder: String { stem + Self.mark }

  /// The first of the leaves that the tile spans; `UInt64.max` where no tree has so many.
  public var firstLeaf: UInt64 {
    let level = if case .hashes(let level) = content { level } else { 0 }
    let shift = Self.height * (level + 1)
    guard index > 0 else { return 0 }
    guard shift < 64, index <= UInt64.max >> shift else { return UInt64.max }
    return index << shift
  }

  private static let mark = ".p"

  private var stem: String {
    var groups: [String] = []
    var rest = index
    repeat {
      let digits = String(rest % 1_000)
      let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
      groups.append((groups.isEmpty ? "" : "x") + zeros + digits)
      rest /= 1_000
    } while rest > 0
    let kind = if case .hashes(let level) = content { String(level) } else { "entries" }
    return "tile/\(kind)/" + groups.reversed().joined(separator: "/")
  }
}

/// A table of figures: a caption, columns with their kinds, rows whose first cell is their name, and
/// perhaps a last row of sums.
///
/// On a narrow screen it scrolls by itself; printed, it breaks between rows and repeats its head.
public struct HTMLTable: Sendable {
  public struct Column: Sendable {
    public let title: HTMLText
    public let kind: Kind

    public init(_ title: HTMLText, _ kind: Kind = .text) {
      self.title = title
      self.kind = kind
    }

    /// Where the figures come from.
    public static let entries = Column("entries", .entries)
  }

  /// How a column's cells are set.
  public enum Kind: String, Sendable {
    case text
    /// To the right, figures of one width.
    case number
    /// Digests, accounts, references: one width, broken where needed.
    case code
    /// Numbers of entries, small.
    case entries
  }

  private let caption: String
  private let columns: [Column]
  private let rows: [[HTMLText]]
  private let total: [HTMLText]?

  /// - Precondition: Every row has a cell for each column.
  public init(
    _ caption: String, _ columns: [Column], _ rows: [[HTMLText]], total: [HTMLText]? = nil
  ) {
    precondition((rows + (total.map { [$0] } ?? [])).allSatisfy { $0.count == columns.count })
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.total = total
  }

  /// The table in a region that can scroll.
  public var html: HTMLText {
    let heads = columns.map { column in
      HTMLText.element(
        .th, [(.scope, "col"), (.class, column.kind.rawValue)], column.title)
    }
    let table = HTMLText.element(
      .table, [],
      .element(.caption, [], .marked(caption)),
      .element(.thead, [], .element(.tr, [], heads)),
      .element(.tbody, [], rows.map(row)),
      total.map { .element(.tfoot, [], row($0)) } ?? "")
    return .element(
      .div, [(.class, "scroll"), (.tabindex, "0"), (.role, "region"), (.label, caption)], table)
  }

  private func row(_ cells: [HTMLText]) -> HTMLText {
    .element(
      .tr, [],
      zip(columns, cells).enumerated().map { index, cell in
        index == 0
          ? .element(.th, [(.scope, "row"), (.class, cell.0.kind.rawValue)], cell.1)
          : .element(.td, [(.class, cell.0.kind.rawValue)], cell.1)
      })
  }
}

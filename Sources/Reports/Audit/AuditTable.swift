import Audit
import CanonicalJSON
import Quantities

/// A table of an audit: every row names the journal entries that its figures come from, and a last row
/// sums what can be summed. For people as HTML, for programs as JSON, from the same values.
public struct AuditTable: Sendable {
  public let id: String
  public let caption: String
  /// What the columns after the first are called.
  public let columns: [String]
  public let rows: [Row]
  /// The sums of the columns; nil where they have no meaning.
  public let total: Row?

  public struct Row: Sendable {
    public let label: String
    public let cells: [Cell]
    public let entries: EntryNumbers

    public init(_ label: String, _ cells: [Cell], from entries: EntryNumbers) {
      self.label = label
      self.cells = cells
      self.entries = entries
    }
  }

  public enum Cell: Equatable, Sendable {
    case text(String)
    case count(Int128)
    case shares(Int128)
    case fen(Int128)
    case none
  }

  /// - Precondition: Every row has a cell for each column.
  public init(
    _ id: String, _ caption: String, columns: [String], rows: [Row], total: Row? = nil
  ) {
    precondition((rows + (total.map { [$0] } ?? [])).allSatisfy { $0.cells.count == columns.count })
    self.id = id
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.total = total
  }

  var json: JSONValue {
    var object: JSONObject = [
      "id": .string(id), "caption": .string(caption),
      "columns": .array(columns.map { .string($0) }), "rows": .array(rows.map(\.json)),
    ]
    if let total { object["total"] = total.json }
    return .object(object)
  }

  var html: HTMLText {
    HTMLTable(
      caption,
      [.init("")]
        + columns.enumerated().map { place, title in
          .init(.init(title), isNumeric(place) ? .number : .text)
        } + [.entries],
      rows.map(\.html), total: total?.html
    ).html
  }

  private func isNumeric(_ place: Int) -> Bool {
    rows.allSatisfy { row in
      if case .text = row.cells[place] { false } else { true }
    }
  }
}

extension AuditTable.Row {
  fileprivate var json: JSONValue {
    [
      "label": .string(label), "cells": .array(cells.map(\.json)),
      "entries": .string(entries.description),
    ]
  }

  fileprivate var html: [HTMLText] {
    [.marked(label)] + cells.map { HTMLText($0.text) } + [.entries(entries)]
  }
}

extension AuditTable.Cell {
  /// Grouped by thousands, money with two decimals.
  var text: String {
    switch self {
    case .text(let text): text
    case .count(let number), .shares(let number): DecimalText.grouped(number, decimals: 0)
    case .fen(let fen): DecimalText.grouped(fen, decimals: 2)
    case .none: "–"
    }
  }

  /// Canonical decimals as strings; null for nothing.
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .count(let number), .shares(let number):
      .string(DecimalText.plain(number, decimals: 0))
    case .fen(let fen): .string(DecimalText.plain(fen, decimals: 2))
    case .none: .null
    }
  }
}

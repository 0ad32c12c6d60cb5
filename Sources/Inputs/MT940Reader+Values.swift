import Quantities
import TradingDays

extension MT940Reader {
  /// A field of one line.
  func text(_ field: MT940Field, most: Int) -> String {
    let text = field.lines[0]
    if field.lines.count > 1 || text.isEmpty || text.unicodeScalars.count > most {
      add(
        "malformedField", at: Place(file: file, line: field.line, column: field.column),
        found: "\"\(text)\"", expected: "one line of 1 to \(most) characters")
    }
    return text
  }

  /// `5n[/5n]`: the statement's number, and the page's inside it. A bank that does not count says 0.
  func readNumber(_ field: MT940Field, _ part: inout StatementPart) {
    var cursor = field.cursor
    let number = cursor.take(most: 5, while: FieldCursor.isDigit)
    let page = cursor.take("/") ? cursor.take(most: 5, while: FieldCursor.isDigit) : nil
    guard let sequence = Int64(number), cursor.isAtEnd, field.lines.count == 1,
      page.map({ Int64($0) ?? 0 > 0 }) ?? true
    else {
      return add(
        "malformedNumber", at: field.place(cursor), found: "\"\(field.lines[0])\"",
        expected: "a number of at most 5 digits, perhaps with / and the page's, from 1")
    }
    part.sequence = sequence == 0 ? nil : sequence
    part.page = page.flatMap { Int64($0) }
  }

  /// `1!a6!n3!a15d`: side, day, currency and amount; negative for a debit.
  func balance(_ field: MT940Field) -> (amount: Money, day: Day)? {
    var cursor = field.cursor
    let side = cursor.take(most: 1, while: FieldCursor.isLetter)
    guard side == "C" || side == "D" else {
      add(
        "malformedSide", at: Place(file: file, line: field.line, column: field.column),
        found: "\"\(side)\"", expected: "C or D")
      return nil
    }
    guard let day = MT940Entry.day(&cursor, field, faults) else { return nil }
    let start = cursor
    guard cursor.take("CNY") else {
      add(
        "wrongCurrency", at: field.place(start), found: "\"\(start.rest.prefix(3))\"",
        expected: "CNY")
      return nil
    }
    guard let amount = MT940Entry.amount(&cursor, field, faults) else { return nil }
    guard cursor.isAtEnd, field.lines.count == 1 else {
      add(
        "malformedField", at: field.place(cursor), found: "\"\(cursor.rest)\"",
        expected: "nothing after the amount")
      return nil
    }
    return (side == "D" ? Money(fen: -amount.fen) : amount, day)
  }
}

/// One field of an MT940 message: its tag and its lines, the first without the tag.
struct MT940Field {
  let tag: String
  let file: String
  let line: Int
  var lines: [String]

  /// A line's tag and the rest of it; nil where it begins no field.
  init?(_ text: String, file: String, line: Int) {
    guard text.first == ":" else { return nil }
    let parts = text.dropFirst().split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, (2...3).contains(parts[0].count) else { return nil }
    let (digits, letter) = (parts[0].prefix(2), parts[0].dropFirst(2))
    guard digits.unicodeScalars.allSatisfy(FieldCursor.isDigit),
      letter.unicodeScalars.allSatisfy(FieldCursor.isLetter)
    else { return nil }
    self.tag = String(parts[0])
    self.file = file
    self.line = line
    lines = [String(parts[1])]
  }

  /// The column of the first line's text.
  var column: Int { tag.count + 3 }
  var place: Place { Place(file: file, line: line, column: 1) }
  var cursor: FieldCursor { FieldCursor(lines[0], column: column) }

  func place(_ cursor: FieldCursor) -> Place {
    Place(file: file, line: line, column: cursor.column)
  }

  /// The place of a field in the message's order; nil for a field that MT940 has not.
  var rank: Int? {
    [
      "20": 0, "21": 1, "25": 2, "25P": 2, "28C": 3, "60F": 4, "60M": 4, "61": 5, "62F": 6,
      "62M": 6, "64": 7, "65": 8, "86": 9,
    ][tag]
  }
}

/// Walks over one line of a field, character by character: Unicode scalars, so that a digit with an
/// accent is none.
struct FieldCursor {
  private let characters: [Unicode.Scalar]
  private var index = 0
  /// The column of the first character, from 1.
  private let start: Int

  init(_ text: String, column: Int) {
    characters = Array(text.unicodeScalars)
    start = column
  }

  var column: Int { start + index }
  var isAtEnd: Bool { index == characters.count }

  /// What is left.
  var rest: String { Self.text(characters[index...]) }

  /// What comes next, at most that many characters; nothing is taken.
  func peek(_ count: Int) -> String { Self.text(characters[index...].prefix(count)) }

  private static func text(_ characters: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: characters)
    return text
  }

  /// The next characters, as many as match, at most `most`.
  mutating func take(most: Int, while matches: (Unicode.Scalar) -> Bool) -> String {
    let start = index
    while index - start < most, index < characters.count, matches(characters[index]) { index += 1 }
    return Self.text(characters[start..<index])
  }

  /// The next characters, exactly that many; nil and nothing taken where they do not match.
  mutating func take(exactly count: Int, where matches: (Unicode.Scalar) -> Bool) -> String? {
    let before = index
    let taken = take(most: count, while: matches)
    guard index - before == count else {
      index = before
      return nil
    }
    return taken
  }

  /// Whether a text comes next; then it is taken.
  mutating func take(_ text: String) -> Bool {
    guard characters[index...].starts(with: text.unicodeScalars) else { return false }
    index += text.unicodeScalars.count
    return true
  }

  static func isDigit(_ character: Unicode.Scalar) -> Bool { "0"..."9" ~= character }
  static func isLetter(_ character: Unicode.Scalar) -> Bool { "A"..."Z" ~= character }
  static func isCode(_ character: Unicode.Scalar) -> Bool {
    isDigit(character) || isLetter(character)
  }
}

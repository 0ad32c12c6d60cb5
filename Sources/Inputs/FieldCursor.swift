/// Walks over one line of a field, character by character.
struct FieldCursor {
  private let characters: [Character]
  private var index = 0
  /// The column of the first character, from 1.
  private let start: Int

  init(_ text: String, column: Int) {
    characters = Array(text)
    start = column
  }

  var column: Int { start + index }
  var isAtEnd: Bool { index == characters.count }

  /// What is left, for messages.
  var rest: String { String(characters[index...]) }

  /// The next characters, as many as match, at most `most`.
  mutating func take(most: Int, while matches: (Character) -> Bool) -> String {
    var taken = ""
    while taken.count < most, index < characters.count, matches(characters[index]) {
      taken.append(characters[index])
      index += 1
    }
    return taken
  }

  /// The next characters, exactly that many; nil and nothing taken where they do not match.
  mutating func take(exactly count: Int, where matches: (Character) -> Bool) -> String? {
    let before = index
    let taken = take(most: count, while: matches)
    guard taken.count == count else {
      index = before
      return nil
    }
    return taken
  }

  /// Whether a text comes next; then it is taken.
  mutating func take(_ text: String) -> Bool {
    guard characters[index...].starts(with: text) else { return false }
    index += text.count
    return true
  }

  static func isDigit(_ character: Character) -> Bool { "0"..."9" ~= character }
  static func isLetter(_ character: Character) -> Bool { "A"..."Z" ~= character }
  static func isCode(_ character: Character) -> Bool { isDigit(character) || isLetter(character) }
}

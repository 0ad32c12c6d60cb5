/// Text measured in cells: a Chinese character takes two.
enum CellText {
  /// The cells of a text.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 && $1.value < 0xFFE0 ? 2 : 1) }
  }

  /// The text, or its beginning and an ellipsis where it has more than so many cells.
  static func fitted(_ text: String, cells: Int) -> String {
    guard width(text) > cells else { return text }
    var fitted = ""
    var used = 1
    for character in text {
      used += width(String(character))
      guard used <= cells else { break }
      fitted.append(character)
    }
    return fitted + "…"
  }
}

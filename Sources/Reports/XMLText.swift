/// Text as it stands in XML, SVG and HTML.
public enum XMLText {
  /// The text with the five characters of markup escaped, for elements and attributes alike.
  ///
  /// A line end or a tab becomes a space; what XML 1.0 has no character for (section 2.2) becomes
  /// the replacement character.
  public static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: escaped += "&amp;"
      case 0x3C: escaped += "&lt;"
      case 0x3E: escaped += "&gt;"
      case 0x22: escaped += "&quot;"
      case 0x27: escaped += "&#39;"
      case 0x09, 0x0A, 0x0D: escaped += " "
      case 0..<0x20, 0xFFFE, 0xFFFF: escaped += "\u{FFFD}"
      // Controls, and marks that turn the direction of writing: a name must not steer a page.
      case 0x80..<0xA0, 0x2028...0x202E, 0x2066...0x2069: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

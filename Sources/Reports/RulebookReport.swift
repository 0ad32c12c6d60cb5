import CanonicalJSON
import Rulebooks

/// A rulebook as a table that a person can check rule by rule.
public enum RulebookReport {
  /// One line a rulebook.
  public static func list(_ rulebooks: [Rulebook]) -> String {
    TextBlock.table(
      ["id", "in force", "sure", "title"],
      rulebooks.map { book in
        [book.id, book.inForce.description, book.inForce.confidence.rawValue, book.title]
      })
  }

  /// Every rule with its value, how sure it is, and its clause.
  public static func show(_ book: Rulebook) -> String {
    var text = TextBlock.labelled("rulebook", "\(book.id): \(book.title)")
    text += TextBlock.labelled(
      "in force", "\(book.inForce), \(book.inForce.clause) (\(book.inForce.confidence.rawValue))")
    text += TextBlock.labelled("exchange", "\(book.exchange.rawValue), calendar \(book.calendar)")
    text += "\n"
    text += TextBlock.table(
      ["rule", "value", "sure", "clause"],
      book.rules.map { rule in
        [rule.key, plain(rule.value), rule.confidence.rawValue, rule.clause]
      })
    let unsure = book.rules.count { $0.confidence == .memory }
    text +=
      "\n"
      + TextBlock.labelled(
        "from memory",
        "\(unsure) of \(book.rules.count) rules: check them before money moves by them")
    return text
  }

  /// A value without quotes and braces: "50-100: above 50, up_to 100, percent 5".
  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let items):
      items.map(plain).joined(separator: items.contains { $0.objectValue != nil } ? " | " : " ")
    case .object(let object):
      object.map { "\($0.key) \(plain($0.value))" }.joined(separator: ", ")
    default: value.canonicalText
    }
  }
}

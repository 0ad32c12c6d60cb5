import Quantities
import Reconciliation
import TradingDays

/// Writes a plan's statements as SWIFT MT940, bare and with CRLF: one message a page, one field 61 a
/// movement. A reference of more than 16 characters stands in field 86 after `/EREF/`.
struct MT940Text {
  let plan: StatementPlan

  private static let ownerLength = 16
  private static let lineLength = 65
  private static let informationLines = 6
  private static let codeWord = "/EREF/"

  /// Whether a message can carry the reference so that a reader gets it back.
  static func carries(_ reference: String) -> Bool {
    let bytes = Array(reference.utf8)
    guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20,
      reference != "NOTPROVIDED", reference != "NONREF",
      bytes.allSatisfy({ (0x20...0x7E).contains($0) })
    else { return false }
    return isOwner(reference)
      || (codeWord.utf8.count + bytes.count <= (lineLength - 1) * informationLines
        && !reference.contains(/\/[A-Z]{3,4}\//))
  }

  /// Whether field 61 can hold it; two slashes would begin the bank's own.
  private static func isOwner(_ reference: String) -> Bool {
    reference.utf8.count <= ownerLength && !reference.contains("//") && !reference.hasPrefix("/")
      && !reference.hasSuffix("/")
  }

  func write(to write: @escaping ([UInt8]) throws -> Void) throws {
    var text = TextBlocks(write)
    for page in plan.pages {
      let day = Self.digits(page.day)
      text.append(
        ":20:\(page.id)\r\n:25:ESCROW-\(plan.records.code)\r\n"
          + ":28C:\(page.sequence)/\(page.number)\r\n")
      text.append(page.number == 1 ? ":60F:" : ":60M:", Self.balance(page.opening, day), "\r\n")
      for place in page.entries {
        append(plan.lines[place], day, to: &text)
        try text.endItem()
      }
      text.append(page.isLast ? ":62F:" : ":62M:", Self.balance(page.closing, day), "\r\n-\r\n")
    }
    try text.finish()
  }

  private func append(_ line: BankLine, _ day: String, to text: inout TextBlocks) {
    let isOwner = Self.isOwner(line.reference)
    text.append(
      ":61:", day, String(day.dropFirst(2)), line.amount < .zero ? "D" : "C",
      Self.amount(line.amount), "NTRF", isOwner ? line.reference : "NONREF", "\r\n")
    guard !isOwner else { return }
    text.append(":86:")
    var rest = (Self.codeWord + line.reference)[...]
    while !rest.isEmpty {
      var end =
        rest.index(rest.startIndex, offsetBy: Self.lineLength, limitedBy: rest.endIndex)
        ?? rest.endIndex
      // A line must not begin as a field or the end of the message does.
      if end < rest.endIndex, rest[end] == ":" || rest[end] == "-" { end = rest.index(before: end) }
      text.append(String(rest[..<end]), "\r\n")
      rest = rest[end...]
    }
  }

  private static func balance(_ balance: Money, _ day: String) -> String {
    (balance < .zero ? "D" : "C") + day + "CNY" + amount(balance)
  }

  /// "12560,00".
  private static func amount(_ amount: Money) -> String {
    String(DecimalText.plain(amount.fen.magnitude, decimals: 2).map { $0 == "." ? "," : $0 })
  }

  /// YYMMDD.
  private static func digits(_ day: Day) -> String {
    String(day.description.filter { $0 != "-" }.dropFirst(2))
  }
}

import Quantities
import Reconciliation
import TradingDays

/// A statement line of MT940, field 61 with the field 86 that follows it:
/// `6!n[4!n]2a[1!a]15d1!a3!c16x[//16x]` and a second line `34x`.
struct MT940Entry {
  /// Negative where money went out: D, and RC, which takes a credit back.
  let amount: Money
  private let bookedOn: Day
  private let ownerReference: String
  private let bankReference: String
  private let place: Place
  /// Field 86, its lines joined: they are cut at 65 characters, wherever that is.
  var information = ""

  /// nil and a fault where it can't be read.
  init?(_ field: MT940Field, _ faults: FaultList) {
    func fault(_ rule: String, _ cursor: FieldCursor, _ expected: String) {
      faults.add(
        InputFault(
          rule, at: field.place(cursor), found: "\"\(cursor.rest.prefix(12))\"",
          expected: expected))
    }
    place = field.place
    var cursor = field.cursor
    guard let valueDay = Self.day(&cursor, field, faults),
      let booked = Self.entryDay(&cursor, near: valueDay, field, faults)
    else { return nil }
    bookedOn = booked
    let marks = ["RC": true, "RD": false, "C": false, "D": true]
    guard let mark = ["RC", "RD", "C", "D"].first(where: { cursor.take($0) }),
      let isOut = marks[mark]
    else {
      fault("malformedSide", cursor, "C, D, RC or RD")
      return nil
    }
    let fundsCode = cursor
    let letter = cursor.take(most: 1, while: FieldCursor.isLetter)
    guard letter.isEmpty || letter == "Y" else {
      fault("wrongCurrency", fundsCode, "the amount, or Y, the third letter of CNY")
      return nil
    }
    guard let amount = Self.amount(&cursor, field, faults) else { return nil }
    self.amount = isOut ? Money(fen: -amount.fen) : amount
    guard cursor.take(exactly: 1, where: { ["S", "N", "F"].contains($0) }) != nil,
      cursor.take(exactly: 3, where: FieldCursor.isCode) != nil
    else {
      fault("malformedType", cursor, "a type such as NTRF")
      return nil
    }
    let references = cursor
    let parts = cursor.rest.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
    let lengths = parts.map(\.unicodeScalars.count)
    guard (1...16).contains(lengths[0]), lengths.count == 1 || lengths[1] <= 16 else {
      fault("malformedReference", references, "1 to 16 characters, perhaps // and at most 16")
      return nil
    }
    ownerReference = String(parts[0])
    bankReference = parts.count == 2 ? String(parts[1]) : ""
    guard field.lines.count <= 2 else {
      fault("malformedField", references, "at most 1 line more")
      return nil
    }
  }

  /// The movement.
  var line: BankLine {
    let reference = reference
    let labels = [reference, bankReference]
    return BankLine(
      reference: reference, account: nil, amount: amount,
      bookedAt: Instant.at(bookedOn, hour: 0),
      label: labels.first { !$0.isEmpty } ?? "line \(place.line)")
  }

  private var reference: String {
    if let own = Self.endToEnd(information) { return own }
    if ownerReference == "NOTPROVIDED" { return "" }
    if ownerReference != "NONREF" { return ownerReference }
    // Free text is no reference, nor are codes that say something else.
    let isWord = !information.contains { $0 == " " || $0 == "?" } && !information.hasPrefix("/")
    return isWord && information != "NOTPROVIDED" ? information : ""
  }

  /// Code words of field 86 that end a reference.
  private static let codeWords = [
    "/EREF/", "/PREF/", "/IREF/", "/MREF/", "/MARF/", "/CRED/", "/DEBT/", "/KREF/", "/BREF/",
    "/ORDP/", "/BENM/", "/ULTB/", "/ULTD/", "/REMI/", "/SVCL/", "/TRCD/", "/PURP/", "/RTRN/",
    "/CSID/", "/TYPE/", "/OCMT/", "/CHGS/", "/EXCH/", "/ISDT/", "/IBAN/", "/NAME/",
  ]

  /// What stands after `/EREF/`, up to the next code word; nil without it.
  private static func endToEnd(_ text: String) -> String? {
    guard let start = text.firstRange(of: "/EREF/") else { return nil }
    let rest = text[start.upperBound...]
    // The slash that ends a reference begins the next code word.
    let end = codeWords.compactMap { rest.firstRange(of: $0)?.lowerBound }.min() ?? rest.endIndex
    let reference = String(rest[..<end])
    return reference.isEmpty || reference == "NOTPROVIDED" ? nil : reference
  }

  // MARK: Values

  /// `6!n`, YYMMDD: 80 to 99 are of the last century.
  static func day(
    _ cursor: inout FieldCursor, _ field: MT940Field, _ faults: FaultList
  ) -> Day? {
    let start = cursor
    let digits = cursor.take(most: 6, while: FieldCursor.isDigit)
    if digits.count == 6, let number = Int(digits) {
      let year = number / 10_000 + (number / 10_000 < 80 ? 2_000 : 1_900)
      if let day = Day(year: year, month: number / 100 % 100, day: number % 100) { return day }
    }
    faults.add(
      InputFault(
        "malformedDay", at: field.place(start), found: "\"\(start.rest.prefix(6))\"",
        expected: "a day YYMMDD"))
    return nil
  }

  /// `[4!n]`, MMDD in the year that brings it nearest to the value date; without it, that date.
  private static func entryDay(
    _ cursor: inout FieldCursor, near value: Day, _ field: MT940Field, _ faults: FaultList
  ) -> Day? {
    let start = cursor
    let digits = cursor.take(most: 4, while: FieldCursor.isDigit)
    guard !digits.isEmpty else { return value }
    if digits.count == 4, let number = Int(digits) {
      let days = [value.year - 1, value.year, value.year + 1].compactMap {
        Day(year: $0, month: number / 100, day: number % 100)
      }
      let nearest = days.min { abs(value.days(to: $0)) < abs(value.days(to: $1)) }
      if let nearest { return nearest }
    }
    faults.add(
      InputFault(
        "malformedDay", at: field.place(start), found: "\"\(digits)\"",
        expected: "an entry date MMDD"))
    return nil
  }

  /// `15d`: digits with exactly one comma, and at most 2 after it.
  static func amount(
    _ cursor: inout FieldCursor, _ field: MT940Field, _ faults: FaultList
  ) -> Money? {
    let start = cursor
    let text = cursor.take(most: .max) { FieldCursor.isDigit($0) || $0 == "," }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, parts[1].count <= 2, text.count <= 15 {
      let zeros = parts[0].dropLast().prefix { $0 == "0" }.count
      let decimals = parts[1].isEmpty ? "" : ".\(parts[1])"
      if let amount = try? Money(parsing: parts[0].dropFirst(zeros) + decimals) { return amount }
    }
    faults.add(
      InputFault(
        "malformedAmount", at: field.place(start), found: "\"\(text)\"",
        expected: "at most 15 characters: digits, a comma, at most 2 decimals"))
    return nil
  }
}

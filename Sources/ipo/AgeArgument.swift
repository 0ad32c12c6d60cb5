/// A length of time in a call: hours, `36h`, or days, `7d`.
enum AgeArgument {
  /// In seconds.
  ///
  /// - Throws: `malformedAge` for any other text.
  static func parse(_ text: String, option: String) throws -> Int64 {
    let units: [Character: Int64] = ["h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      (1...100_000).contains(number), text.dropLast() == String(number)
    else {
      throw Failure.WrongCall(
        message: "malformedAge: found \(option) \"\(text)\", expected hours or days: 36h, 7d")
    }
    return number * unit
  }
}

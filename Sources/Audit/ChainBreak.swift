/// An entry that does not fit the one above it: it still says what that one was when it was written.
struct ChainBreak {
  let found: String
  let expected: String

  /// - Parameters:
  ///   - prev: what the entry says, in hex.
  ///   - leaf: the hash of the entry above as it stands, in hex.
  ///   - number: the entry's place.
  init(_ prev: String, _ leaf: String, at number: Int64) {
    let above = number == 0 ? "what stands before the first entry" : "entry \(number - 1)"
    found = "prev \(prev): \(above) as it was"
    expected = "\(leaf): \(above) as it is"
  }
}

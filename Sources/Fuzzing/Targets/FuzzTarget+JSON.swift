import CanonicalJSON

extension FuzzTarget {
  /// The parser and the printer of JSON, beside a plain second one.
  static let json = [
    FuzzTarget("json", tokens: Tokens.json) { bytes in
      let expected = JSONOracle.canonical(bytes)
      do {
        let value = try JSONParser.parse(bytes)
        let canonical = value.canonicalBytes
        guard let expected else { throw Violation("RFC 8259 has no such text") }
        try demandSame(canonical, expected, "the value")
        let again = try? JSONParser.parse(canonical)
        try demand(again == value, "the canonical form is another value")
        // The same from inside a larger array of bytes.
        let within = try? JSONParser.parse(([0x5B] + bytes + [0x5D])[1..<bytes.count + 1])
        try demand(within == value, "a slice is read otherwise")
        return true
      } catch let error as JSONError {
        try demand((0...bytes.count).contains(error.offset), "\(error) is not inside")
        try demand(expected == nil, "refused: \(error)")
        return false
      }
    }
  ]
}

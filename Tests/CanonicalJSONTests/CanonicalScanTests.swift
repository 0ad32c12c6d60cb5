import CanonicalJSON
import Testing

/// The proof on bytes against parsing and comparing.
@Suite struct CanonicalScanTests {
  private func isProven(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { CanonicalScan.endOfValue($0, from: 0) == bytes.count }
  }

  private func isCanonical(_ bytes: [UInt8]) -> Bool {
    (try? JSONParser.parse(bytes))?.canonicalBytes == bytes
  }

  @Test(arguments: [
    "0", "-1", "9007199254740991", "-9007199254740991", "true", "false", "null", "\"\"", "[]", "{}",
    #""\"\\\b\f\n\r\t\u0000\u001f\u000b\u007f""#.replacing(#"\u007f"#, with: "\u{7f}"),
    #"{"":0,"a":{"a":[1,[2,{}]]},"aa":"é€😀"}"#, #"["12345678\"","1234567\\"]"#,
    "{\"\u{1F600}\":1,\"\u{E000}\":2}",
  ])
  func `What is canonical is proven`(text: String) {
    #expect(isCanonical(Array(text.utf8)))
    #expect(isProven(Array(text.utf8)))
  }

  @Test(arguments: [
    "", "-", "-0", "00", "01", "1.0", "1e2", "9007199254740992", "-9007199254740992",
    "99999999999999999999", "tru", "True", "nul", "\"", "\"\\\"", #""\/""#, #""\u0041""#,
    #""\u000A""#, #""\u000a""#, #""\u0008""#, #""\u001F""#, "\"\u{1}\"", "[", "[1", "[1,]", "[,]",
    "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", #"{"b":1,"a":2}"#, #"{"a":1,"a":2}"#, " 1", "1 ",
    "[1, 2]", "{\"\u{E000}\":1,\"\u{1F600}\":2}", #"{"aa":1,"a":2}"#,
  ])
  func `What is not canonical is not proven`(text: String) {
    #expect(!isCanonical(Array(text.utf8)))
    #expect(!isProven(Array(text.utf8)))
  }

  @Test func `Every text of up to three bytes`() {
    for first in UInt8.min...UInt8.max {
      check([first])
      for second in UInt8.min...UInt8.max {
        check([first, second])
        check([0x22, first, second, 0x22])
        check([0x22, 0xE0 | first & 0x0F, second, 0x80 | first >> 4, 0x22])
      }
    }
    let alphabet = Array(#"{}[]":,-019\utfn ab"#.utf8)
    for first in alphabet {
      for second in alphabet {
        for third in alphabet {
          for fourth in alphabet { check([first, second, third, fourth]) }
        }
      }
    }
  }

  @Test func `Every character of four bytes, well-formed or not`() {
    let edges: [UInt8] = [0x00, 0x22, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    for first in UInt8(0xC0)...0xFF {
      for second in UInt8.min...UInt8.max {
        for third in edges {
          check([0x22, first, second, third, 0x22])
          for fourth in edges { check([0x22, first, second, third, fourth, 0x22]) }
        }
      }
    }
  }

  /// Plain text is passed in words of eight bytes: every byte at every place of one.
  @Test func `Every byte at every place of a word`() {
    for length in 0...17 {
      for place in 0...length {
        for byte in UInt8.min...UInt8.max {
          var text = [UInt8](repeating: 0x61, count: length + 1)
          text[place] = byte
          let expected =
            text.firstIndex { $0 < 0x20 || $0 >= 0x80 || $0 == 0x22 || $0 == 0x5C } ?? text.count
          let found = text.withUnsafeBufferPointer { CanonicalScan.endOfPlainText($0, from: 0) }
          #expect(found == expected)
        }
      }
    }
  }

  @Test func `Nesting is proven up to its limit`() {
    let limit = CanonicalScan.maximumDepth
    let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(isProven(Array(deepest.utf8)))
    #expect(!isProven(Array("[\(deepest)]".utf8)))
  }

  /// A proof is never wrong; and but for what it leaves to others, it finds what there is.
  private func check(_ bytes: [UInt8]) {
    let canonical = isCanonical(bytes)
    let proven = isProven(bytes)
    // A key with an escape is the one thing of these texts that is not even tried.
    let isTried = !(bytes.first == 0x7B && bytes.contains(0x5C))
    #expect(isTried ? proven == canonical : !proven || canonical, "\(bytes)")
  }
}

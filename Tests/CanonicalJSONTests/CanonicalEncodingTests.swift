import CanonicalJSON
import Testing

struct CanonicalEncodingTests {
  @Test func `Every control character is escaped in its shortest form`() throws {
    let expected = [
      "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007",
      "\\b", "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f",
      "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017",
      "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
    ]
    for (byte, escape) in zip(UInt8(0)..., expected) {
      let value = JSONValue.string(String(Unicode.Scalar(byte)))
      #expect(value.canonicalText == "\"\(escape)\"")
      #expect(try parse(value.canonicalText) == value)
    }
  }

  @Test func `Nothing else is escaped`() {
    let text = "/ \u{7F} \u{80} é € 德马科技 \u{2028} \u{FEFF} \u{FFFF} 😀"
    #expect(JSONValue.string(text).canonicalText == "\"\(text)\"")
  }

  @Test func `Keys are sorted by UTF-16 code units`() throws {
    // RFC 8785 section 3.2.3; U+1F600 is D83D DE00, below U+FB33 though its code point is above.
    let value: JSONValue = [
      "€": 0, "\r": 1, "\u{FB33}": 2, "1": 3, "😀": 4, "\u{80}": 5, "ö": 6,
    ]
    let order = ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"]
    #expect(value.objectValue?.keys == order)
    let parsed = try parse(#"{"\ufb33":2,"\ud83d\ude00":4,"\u00f6":6,"1":3}"#)
    #expect(parsed.objectValue?.keys == ["1", "ö", "😀", "\u{FB33}"])
  }

  @Test func `The order of keys is that of their UTF-16 arrays`() {
    let alphabet = [
      "", "a", "Z", "é", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
    ]
    let keys = Set(alphabet.flatMap { left in alphabet.map { Array((left + $0).utf8) } })
    let members = keys.map { (String(decoding: $0, as: UTF8.self), JSONValue.null) }
    let sorted = members.map(\.0).sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    let object = JSONObject(uniqueMembers: members)
    #expect(object.keys.map { Array($0.utf8) } == sorted.map { Array($0.utf8) })
  }

  @Test func `Canonically equivalent keys and strings stay distinct`() throws {
    let composed = "\u{C5}"
    let decomposed = "A\u{30A}"
    #expect(composed == decomposed)
    #expect(JSONValue.string(composed) != .string(decomposed))

    var object = JSONObject()
    object[composed] = 1
    object[decomposed] = 2
    #expect(object.count == 2)
    #expect(object[composed] == 1)
    #expect(object[decomposed] == 2)
    let text = JSONValue.object(object).canonicalText
    #expect(Array(text.utf8) == Array("{\"A\u{30A}\":2,\"\u{C5}\":1}".utf8))
    #expect(try parse(text).objectValue == object)
    #expect(try parse(text) != parse("{\"A\u{30A}\":1,\"\u{C5}\":2}"))
  }

  @Test func `An object changes in place`() {
    var object: JSONObject = ["b": 1, "a": 2]
    object["b"] = 3
    object["c"] = true
    object["a"] = nil
    object["absent"] = nil
    #expect(JSONValue.object(object).canonicalText == #"{"b":3,"c":true}"#)
  }

  @Test func `A value of every kind survives a round trip`() throws {
    let value: JSONValue = [
      "at": "2020-05-21T07:00:00Z",
      "body": ["winners": 10_000, "last": -9_007_199_254_740_991, "first": 9_007_199_254_740_991],
      "flags": [true, false, .null, [], [:]],
      "name": "德马科技 \"688360\" \\ 😀\n",
    ]
    #expect(try JSONParser.parse(value.canonicalBytes) == value)
    #expect(value["body"]?["winners"]?.integerValue == 10_000)
    #expect(value["flags"]?.arrayValue?.count == 5)
    #expect(value["flags"]?.arrayValue?.first?.boolValue == true)
    #expect(value["name"]?["at"] == nil)
  }
}

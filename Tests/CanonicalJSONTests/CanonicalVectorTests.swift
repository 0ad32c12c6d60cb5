import CanonicalJSON
import Testing

/// The test data of RFC 8785's authors, as far as it needs no fractions.
struct CanonicalVectorTests {
  private let cases: JSONValue?

  init() throws {
    cases = try JSONParser.parse(PackageResources.jcs_json)["cases"]
  }

  @Test(arguments: ["arrays", "french", "unicode"])
  func `A vector without fractions is encoded byte for byte`(name: String) throws {
    let vector = try #require(cases?[name])
    let input = try #require(vector["input"]?.stringValue)
    #expect(hexadecimal(try parse(input).canonicalBytes) == vector["output_hex"]?.stringValue)
  }

  @Test func `The vector of structures is encoded, its 56.0 written as an integer`() throws {
    let vector = try #require(cases?["structures"])
    let input = try #require(vector["input"]?.stringValue)
    guard case .notAnInteger(let offset) = refusal(of: input) else {
      Issue.record("56.0 was accepted")
      return
    }
    var bytes = Array(input.utf8)
    #expect(bytes[offset..<offset + 4].elementsEqual("56.0".utf8))
    bytes.removeSubrange(offset + 2..<offset + 4)
    let encoded = try JSONParser.parse(bytes).canonicalBytes
    #expect(hexadecimal(encoded) == vector["output_hex"]?.stringValue)
  }

  @Test func `The vector of values is encoded, its fractions left out`() throws {
    let value = try parse(
      #"""
      {
        "numbers": [],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      }
      """#)
    #expect(
      value.canonicalText == #"""
        {"literals":[null,true,false],"numbers":[],"string":"€$\u000f\nA'B\"\\\\\"/"}
        """#)
  }
}

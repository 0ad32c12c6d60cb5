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

  /// Fractions and exponents are refused on purpose: amounts are strings, so that no reader has to
  /// agree with another about floating-point numbers. All else of the vector is encoded.
  @Test func `The vector of values is encoded, its fractions left out`() throws {
    let vector = try #require(cases?["values"])
    let input = try #require(vector["input"]?.stringValue)
    let output = try text(hexadecimal: try #require(vector["output_hex"]?.stringValue))
    let numbers = try #require(input.firstMatch(of: /\[333.*?\]/)).output
    for number in numbers.dropFirst().dropLast().split(separator: ", ") {
      #expect(refusal(of: String(number)) == .notAnInteger(at: 0), "\(number)")
    }
    #expect(refusal(of: input) != nil)
    let without = try parse(input.replacing(numbers, with: "[]"))
    let expected = output.replacing(/\[333.*?\]/, with: "[]")
    #expect(Array(without.canonicalText.utf8) == Array(expected.utf8))
  }

  /// The numbers of RFC 8785 appendix B: none beyond the integers that every reader holds is taken.
  @Test(arguments: [
    "9007199254740994", "1e+21", "0.000001", "9.999999999999997e-7", "-0.0", "1E30", "5e-324",
    "1.7976931348623157e+308", "9007199254740992", "295147905179352830000", "1e23",
  ])
  func `A number that is no exact integer is refused`(number: String) {
    switch refusal(of: number) {
    case .notAnInteger(at: 0), .integerOutOfRange(at: 0): break
    default: Issue.record("\(number) was accepted")
    }
  }

  @Test func `Negative zero is written as zero`() throws {
    #expect(try parse("[-0]").canonicalText == "[0]")
  }

  @Test func `Every case of the file is looked at`() {
    #expect(cases?.objectValue?.keys == ["arrays", "french", "structures", "unicode", "values"])
  }

  private func text(hexadecimal: String) throws -> String {
    let digits = hexadecimal.compactMap { UInt8($0.hexDigitValue ?? 0) }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    return try #require(String(validating: bytes, as: UTF8.self))
  }
}

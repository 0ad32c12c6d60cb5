import Inputs
import Testing

/// XML that is not well-formed is refused where it stops being so.
struct XMLFaultTests {
  private func found(_ text: String) throws -> [String] {
    try faults { _ = try BankFile.read(Array(text.utf8), name: "bank.xml") }
  }

  /// A message around `inside`, on its second line.
  private func message(_ inside: String) -> String {
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n\(inside)\n"
      + "</BkToCstmrStmt></Document>"
  }

  @Test(arguments: [
    ("<a>", "3:1 malformedXML"), ("</a>", "2:1 malformedXML"), ("<a></b>", "2:4 malformedXML"),
    ("<a", "3:1 malformedXML"), ("<a b=c/>", "2:6 malformedXML"), ("<a b/>", "2:5 malformedXML"),
    ("<a b='1' b='2'/>", "2:11 malformedXML"), ("<a b='1'c='2'/>", "2:9 malformedXML"),
    ("<a b='<'/>", "2:7 malformedXML"), ("<1/>", "2:2 malformedXML"), ("< a/>", "2:2 malformedXML"),
    ("<a / >", "2:5 malformedXML"), ("<x:a/>", "2:2 malformedXML"),
    ("<a:b:c/>", "2:2 malformedXML"),
    ("&nbsp;", "2:1 malformedXML"), ("&amp", "2:1 malformedXML"), ("&#0;", "2:1 malformedXML"),
    ("&#xD800;", "2:1 malformedXML"), ("&#+65;", "2:1 malformedXML"), ("&#;", "2:1 malformedXML"),
    ("]]>", "2:1 malformedXML"), ("\u{1}", "2:1 malformedXML"),
    ("<!-- a -- b -->", "2:8 malformedXML"),
    ("<!ELEMENT a>", "2:1 malformedXML"), ("<![CDATA[x", "3:28 malformedXML"),
    ("<?xml version='1.0'?>", "2:1 malformedXML"), ("新<a>", "3:1 malformedXML"),
    ("新</a>", "2:2 malformedXML"),
  ])
  func `Inside the root`(inside: String, place: String) throws {
    let found = try found(message(inside))
    #expect(found == [place])
  }

  @Test func `What is well-formed stops nobody`() throws {
    for inside in [
      "<a/>", "<a b='1' c=\"2\" />", "<a\n>x</a\n>", "<!-- a - b -->", "<?target data?>",
      "<![CDATA[<a>&]]>", "&lt;&#x65B0;&#26032;&quot;", "<新/>", "<x:a xmlns:x='u'><x:b/></x:a>",
    ] {
      #expect(try found(message(inside)) == ["1:1 noStatement"], "\(inside)")
    }
  }

  /// Memory is bounded by the depth, and a name is found at once however many are bound around it.
  @Test func `Elements stand at most a thousand deep`() throws {
    func nested(_ depth: Int, _ inside: String = "") -> String {
      let tags = (0..<depth).map { "<a xmlns:p\($0)='u'>" }.joined()
      return message(tags + inside + String(repeating: "</a>", count: depth))
    }
    #expect(
      try found(nested(997, String(repeating: "<p0:b/>", count: 100_000))) == ["1:1 noStatement"])
    #expect(try found(nested(998)) == ["1:1 noStatement"])
    let place =
      message((0..<998).map { "<a xmlns:p\($0)='u'>" }.joined())
      .split(separator: "\n")[1].count + 1
    #expect(try found(nested(999)) == ["2:\(place) malformedXML"])
    // What an inner element binds again ends with it.
    let again = "<x:a xmlns:x='u'><x:b xmlns:x='v'><x:c/></x:b><x:d/></x:a>"
    #expect(try found(message(again)) == ["1:1 noStatement"])
    #expect(try found(message(again + "<x:e/>")) == ["2:\(again.count + 2) malformedXML"])
  }

  @Test func `Two spellings of one character are two names`() throws {
    #expect(try found(message("<\u{E9}></\u{E9}>")) == ["1:1 noStatement"])
    #expect(try found(message("<\u{E9}></e\u{301}>")) == ["2:4 malformedXML"])
  }

  @Test func `A document type is refused, so that no entity is ever expanded`() throws {
    let attack = """
      <!DOCTYPE Document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
      \(message("&b;"))
      """
    #expect(try found(attack) == ["1:1 documentTypeRefused"])
    #expect(try found("<?xml version=\"1.0\"?>\n<!DOCTYPE x>\n<x/>") == ["2:1 documentTypeRefused"])
  }

  @Test func `Nothing stands outside the root`() throws {
    #expect(try found(message("") + "<a/>") == ["3:28 malformedXML"])
    #expect(try found(message("") + "x") == ["3:28 malformedXML"])
    #expect(try found("<?xml version='1.0'?>") == ["1:22 malformedXML"])
    #expect(try found("<!-- nothing -->") == ["1:17 malformedXML"])
  }

  @Test func `Other encodings are refused by name and by bytes`() throws {
    #expect(
      try found("<?xml version=\"1.0\" encoding=\"GB18030\"?>" + message(""))
        == ["1:1 unknownEncoding"])
    #expect(
      try found("<?xml version='1.0' encoding='utf-8'?>" + message("")) == ["1:1 noStatement"])
    let bytes = Array(message("").utf8.prefix(20)) + [0xFF] + Array(message("").utf8.dropFirst(20))
    #expect(try faults { _ = try BankFile.read(bytes, name: "b") } == ["1:21 invalidUTF8"])
  }

  /// Every message that is cut off somewhere is refused, and none of them stops the program.
  @Test func `Every beginning of a message is refused`() throws {
    let bytes = PackageResources.escrow_xml
    let end = bytes.count - 1
    for length in stride(from: 1, to: end, by: 7) {
      let found = try faults {
        _ = try BankFile.read(Array(bytes[..<length]), name: "bank.xml")
      }
      #expect(!found.isEmpty, "\(length)")
    }
  }
}

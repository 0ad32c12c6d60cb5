import Reports
import Testing

@Suite struct XMLTextTests {
  @Test func markupIsEscaped() {
    #expect(XMLText.escaped("a & b < c > d \" e ' f") == "a &amp; b &lt; c &gt; d &quot; e &#39; f")
    #expect(XMLText.escaped("&amp;") == "&amp;amp;")
    #expect(XMLText.escaped("德马科技 𠮷 é") == "德马科技 𠮷 é")
    #expect(XMLText.escaped("") == "")
  }

  @Test func whatXMLHasNoCharacterForIsReplaced() {
    #expect(XMLText.escaped("\u{0}\u{1F}\u{FFFE}\u{FFFF}") == "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(XMLText.escaped("a\tb\nc\rd") == "a b c d")
    #expect(XMLText.escaped("\u{20}\u{7F}\u{FFFD}") == "\u{20}\u{7F}\u{FFFD}")
  }
}

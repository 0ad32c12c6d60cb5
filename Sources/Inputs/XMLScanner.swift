/// Walks over an XML document's bytes event by event (XML 1.0 with namespaces, UTF-8): start tags,
/// text and end tags, each well-formed or refused. A document type is refused: messages of ISO 20022
/// have none, and entities of the sender's own are a way to attack a reader. The bytes, which must be
/// UTF-8, must outlive it.
///
/// Our own, because FoundationXML's parser goes on after an error on Linux, drops CDATA, and fails on
/// documents of a megabyte (swift-corelibs-foundation issues 5281, 5280 and 4851). Memory is the depth
/// of the document; time is O(bytes).
struct XMLScanner {
  enum Event {
    case start
    /// A piece of text; an element may have several.
    case text
    case end
    case endOfDocument
  }

  /// What stops reading: XML that is not well-formed can mean anything from there on.
  struct Fault: Error {
    let rule: String
    let offset: Int
    let found: String
    let expected: String
  }

  struct Attribute {
    let name: String
    let value: String
  }

  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next event is looked for.
  var offset = 0
  /// Where the current event begins.
  private(set) var origin = 0
  /// The local name of the element that started.
  private(set) var name = ""
  /// The namespace of the element that started; empty where it has none.
  private(set) var namespace = ""
  private(set) var attributes: [Attribute] = []
  /// The bytes of the current piece of text, references resolved.
  private(set) var text: [UInt8] = []

  private var openTags: [Range<Int>] = []
  private var bindings: [(depth: Int, prefix: String, namespace: String)] = []
  private var endsAtOnce = false
  private var hadRoot = false

  /// Skips a byte order mark.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// The next event.
  mutating func next() throws(Fault) -> Event {
    if endsAtOnce {
      endsAtOnce = false
      closeTag()
      return .end
    }
    while offset < bytes.count {
      origin = offset
      guard bytes[offset] == UInt8(ascii: "<") else {
        try readText()
        if !openTags.isEmpty { return .text }
        try checkBlank()
        continue
      }
      if starts(with: "</") {
        try readEndTag()
        return .end
      }
      if starts(with: "<?") {
        try readInstruction()
      } else if starts(with: "<!--") {
        try readComment()
      } else if starts(with: "<![CDATA["), !openTags.isEmpty {
        try readCharacterData()
        return .text
      } else if starts(with: "<!") {
        throw Fault(
          rule: starts(with: "<!DOCTYPE") ? "documentTypeRefused" : "malformedXML", offset: offset,
          found: starts(with: "<!DOCTYPE") ? "a document type" : "\"<!\"", expected: "an element")
      } else {
        try readStartTag()
        return .start
      }
    }
    origin = offset
    guard openTags.isEmpty, hadRoot else {
      throw Fault(
        rule: "malformedXML", offset: offset, found: "the end of the file",
        expected: openTags.last.map { "</\(text($0))>" } ?? "an element")
    }
    return .endOfDocument
  }

  // MARK: Tags

  private mutating func readStartTag() throws(Fault) {
    guard !openTags.isEmpty || !hadRoot else {
      throw Fault(
        rule: "malformedXML", offset: origin, found: "a second root element",
        expected: "the end of the file")
    }
    hadRoot = true
    offset += 1
    let tag = try readName()
    openTags.append(tag)
    try readAttributes()
    let parts = try prefixAndName(tag)
    name = parts.name
    namespace = try resolve(parts.prefix, at: tag.lowerBound)
    if bytes[offset] == UInt8(ascii: "/") {
      endsAtOnce = true
      offset += 1
      try pass(">")
    } else {
      offset += 1
    }
  }

  /// Up to `>` or `/`, where the offset stays.
  private mutating func readAttributes() throws(Fault) {
    attributes.removeAll(keepingCapacity: true)
    var names: Set<String> = []
    while true {
      let before = offset
      skipBlank()
      guard offset < bytes.count else { try fail("the end of the file", expected: ">") }
      if bytes[offset] == UInt8(ascii: ">") || bytes[offset] == UInt8(ascii: "/") { return }
      if offset == before { try fail(expected: "white space, \"/>\" or \">\"") }
      let name = text(try readName())
      if !names.insert(name).inserted {
        try fail("the attribute \"\(name)\" again", expected: "each once")
      }
      skipBlank()
      try pass("=")
      skipBlank()
      let value = try readQuoted()
      if name == "xmlns" {
        bindings.append((openTags.count, "", value))
      } else if name.hasPrefix("xmlns:") {
        bindings.append((openTags.count, String(name.dropFirst(6)), value))
      } else {
        attributes.append(Attribute(name: name, value: value))
      }
    }
  }

  private mutating func readEndTag() throws(Fault) {
    offset += 2
    let tag = try readName()
    skipBlank()
    try pass(">")
    guard let open = openTags.last, bytes[open].elementsEqual(bytes[tag]) else {
      throw Fault(
        rule: "malformedXML", offset: origin, found: "</\(text(tag))>",
        expected: openTags.last.map { "</\(text($0))>" } ?? "the end of the file")
    }
    closeTag()
  }

  private mutating func closeTag() {
    while let last = bindings.last, last.depth == openTags.count { bindings.removeLast() }
    openTags.removeLast()
  }

  private func prefixAndName(_ tag: Range<Int>) throws(Fault) -> (prefix: String, name: String) {
    guard bytes[tag].contains(UInt8(ascii: ":")) else { return ("", text(tag)) }
    let parts = text(tag).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw Fault(
        rule: "malformedXML", offset: tag.lowerBound, found: "\"\(text(tag))\"",
        expected: "a name with at most one prefix")
    }
    return (String(parts[0]), String(parts[1]))
  }

  private func resolve(_ prefix: String, at offset: Int) throws(Fault) -> String {
    if let bound = bindings.last(where: { $0.prefix == prefix }) { return bound.namespace }
    guard prefix.isEmpty else {
      throw Fault(
        rule: "malformedXML", offset: offset, found: "the prefix \"\(prefix)\"",
        expected: "a prefix that xmlns binds")
    }
    return ""
  }

  // MARK: Text

  private mutating func readText() throws(Fault) {
    text.removeAll(keepingCapacity: true)
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") {
      if bytes[offset] == UInt8(ascii: "&") {
        text.append(contentsOf: try readReference())
      } else {
        if starts(with: "]]>") { try fail("\"]]>\"", expected: "text") }
        text.append(try readCharacter())
      }
    }
  }

  /// Outside the root element there is white space alone.
  private func checkBlank() throws(Fault) {
    guard text.allSatisfy(Self.isBlank) else {
      throw Fault(
        rule: "malformedXML", offset: origin, found: "text outside the root element",
        expected: "an element")
    }
  }

  private mutating func readCharacterData() throws(Fault) {
    text.removeAll(keepingCapacity: true)
    offset += 9
    while !starts(with: "]]>") {
      guard offset < bytes.count else { try fail("the end of the file", expected: "]]>") }
      text.append(try readCharacter())
    }
    offset += 3
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Walks over an XML document's bytes event by event (XML 1.0 with namespaces, UTF-8): start tags,
/// text and end tags, each well-formed or refused. A document type is refused: messages of ISO 20022
/// have none, and entities of the sender's own are a way to attack a reader.
///
/// Our own, because FoundationXML's parser (of Swift 6.3, on Linux) is not safe for money: it says
/// nothing of an entity of the sender's and drops it, so that `1&e;0` is read as 10; it returns true
/// for a document that is cut off, has text behind its root or an unbound prefix, going on behind the
/// fault; and it tells where a tag ends, not where it begins. Of a document type without
/// declarations it does not tell at all, so that none could be refused.
///
/// Memory is the depth of the document and its longest tag, comment or CDATA section; time is
/// O(bytes).
struct XMLScanner: ~Copyable {
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
    let line: Int
    let column: Int
    let found: String
    let expected: String
  }

  struct Attribute {
    let name: String
    let value: String
  }

  var window: ByteWindow
  /// Where the next event is looked for.
  var offset = 0
  /// Where the current event begins, in the window and in the file.
  private(set) var origin = 0
  private(set) var line = 1
  private(set) var column = 1
  /// The local name of the element that started.
  private(set) var name = ""
  /// The namespace of the element that started; empty where it has none.
  private(set) var namespace = ""
  private(set) var attributes: [Attribute] = []
  /// The bytes of the current piece of text, references resolved.
  private(set) var text: [UInt8] = []

  private var openTags: [String] = []
  private var attributeNames: [String] = []
  /// No message has as many on one element; each is held against those before it.
  private static let attributeMax = 256
  /// Nor are elements as deep within each other, which bounds the memory.
  private static let depthMax = 1_000
  /// The prefixes that open elements bind, and what each of them is bound to, the last one at the end.
  private var bindings: [(depth: Int, prefix: String)] = []
  private var namespaces: [String: [String]] = [:]
  private var endsAtOnce = false
  private var hadRoot = false

  init(_ source: ByteSource) { window = ByteWindow(source) }

  /// The next event.
  mutating func next() throws(Fault) -> Event {
    if endsAtOnce {
      endsAtOnce = false
      closeTag()
      return .end
    }
    while begin() {
      guard window.bytes[offset] == UInt8(ascii: "<") else {
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
        let isDocumentType = starts(with: "<!DOCTYPE")
        throw fault(
          isDocumentType ? "documentTypeRefused" : "malformedXML", at: offset,
          found: isDocumentType ? "a document type" : "\"<!\"", expected: "an element")
      } else {
        try readStartTag()
        return .start
      }
    }
    guard openTags.isEmpty, hadRoot, window.invalidByte == nil else {
      throw fault(
        at: offset, found: "the end of the file",
        expected: openTags.last.map { "</\($0)>" } ?? "an element")
    }
    return .endOfDocument
  }

  /// Moves on to the next event's first byte; false at the end.
  private mutating func begin() -> Bool {
    (line, column) = window.position(of: offset, from: (origin, line, column))
    offset -= window.moveOn(to: offset)
    origin = offset
    return window.has(offset)
  }

  /// A fault at an offset from the current event on; of bytes that are no UTF-8 where there are no more.
  func fault(
    _ rule: String = "malformedXML", at offset: Int, found: String, expected: String
  ) -> Fault {
    let (line, column) = window.position(of: offset, from: (origin, line, column))
    if let byte = window.invalidByte, offset >= window.bytes.count {
      return Fault(
        rule: "invalidUTF8", line: line, column: column, found: "byte \(byte)",
        expected: "UTF-8")
    }
    return Fault(rule: rule, line: line, column: column, found: found, expected: expected)
  }

  // MARK: Tags

  private mutating func readStartTag() throws(Fault) {
    guard !openTags.isEmpty || !hadRoot else {
      throw fault(at: origin, found: "a second root element", expected: "the end of the file")
    }
    hadRoot = true
    offset += 1
    let tag = text(try readName())
    guard openTags.count < Self.depthMax else {
      throw fault(
        at: origin, found: "one element more",
        expected: "at most \(Self.depthMax) within each other")
    }
    openTags.append(tag)
    try readAttributes()
    let parts = try prefixAndName(tag)
    name = parts.name
    namespace = try resolve(parts.prefix)
    if window.bytes[offset] == UInt8(ascii: "/") {
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
    attributeNames.removeAll(keepingCapacity: true)
    while true {
      let before = offset
      skipBlank()
      guard window.has(offset) else { try fail("the end of the file", expected: ">") }
      let byte = window.bytes[offset]
      if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { return }
      if offset == before { try fail(expected: "white space, \"/>\" or \">\"") }
      let name = text(try readName())
      guard attributeNames.count < Self.attributeMax else {
        try fail("one attribute more", expected: "at most \(Self.attributeMax) on an element")
      }
      if attributeNames.contains(name) {
        try fail("the attribute \"\(name)\" again", expected: "each once")
      }
      attributeNames.append(name)
      skipBlank()
      try pass("=")
      skipBlank()
      let value = try readQuoted()
      if name == "xmlns" {
        bind("", to: value)
      } else if name.hasPrefix("xmlns:") {
        bind(String(name.dropFirst(6)), to: value)
      } else {
        attributes.append(Attribute(name: name, value: value))
      }
    }
  }

  private mutating func readEndTag() throws(Fault) {
    offset += 2
    let tag = text(try readName())
    skipBlank()
    try pass(">")
    // By bytes: two spellings of one character are two names.
    guard let open = openTags.last, open.utf8.elementsEqual(tag.utf8) else {
      throw fault(
        at: origin, found: "</\(tag)>",
        expected: openTags.last.map { "</\($0)>" } ?? "the end of the file")
    }
    closeTag()
  }

  private mutating func closeTag() {
    while let last = bindings.last, last.depth == openTags.count {
      namespaces[last.prefix]?.removeLast()
      bindings.removeLast()
    }
    openTags.removeLast()
  }

  private mutating func bind(_ prefix: String, to namespace: String) {
    bindings.append((openTags.count, prefix))
    namespaces[prefix, default: []].append(namespace)
  }

  private func prefixAndName(_ tag: String) throws(Fault) -> (prefix: String, name: String) {
    guard tag.utf8.contains(UInt8(ascii: ":")) else { return ("", tag) }
    let parts = tag.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw fault(
        at: origin + 1, found: "\"\(tag)\"", expected: "a name with at most one prefix")
    }
    return (String(parts[0]), String(parts[1]))
  }

  private func resolve(_ prefix: String) throws(Fault) -> String {
    if let bound = namespaces[prefix]?.last { return bound }
    guard prefix.isEmpty else {
      throw fault(
        at: origin + 1, found: "the prefix \"\(prefix)\"", expected: "a prefix that xmlns binds")
    }
    return ""
  }

  // MARK: Text

  /// Most bytes of one piece of text, so that the window need not hold a long one.
  private static let pieceLength = 1 << 15

  private mutating func readText() throws(Fault) {
    text.removeAll(keepingCapacity: true)
    while window.has(offset), window.bytes[offset] != UInt8(ascii: "<") {
      let byte = window.bytes[offset]
      if byte == UInt8(ascii: "&") {
        text.append(contentsOf: try readReference())
      } else {
        if byte == UInt8(ascii: "]"), starts(with: "]]>") { try fail("\"]]>\"", expected: "text") }
        text.append(try readCharacter())
      }
      // Not inside what may become "]]>".
      if text.count >= Self.pieceLength, byte != UInt8(ascii: "]") { return }
    }
  }

  /// Outside the root element there is white space alone.
  private func checkBlank() throws(Fault) {
    guard text.allSatisfy(Self.isBlank) else {
      throw fault(at: origin, found: "text outside the root element", expected: "an element")
    }
  }

  private mutating func readCharacterData() throws(Fault) {
    text.removeAll(keepingCapacity: true)
    offset += 9
    while !starts(with: "]]>") {
      guard window.has(offset) else { try fail("the end of the file", expected: "]]>") }
      text.append(try readCharacter())
    }
    offset += 3
  }

  func text(_ range: Range<Int>) -> String { String(decoding: window.bytes[range], as: UTF8.self) }
}

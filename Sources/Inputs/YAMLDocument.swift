import Yams

/// Reads YAML 1.1 into `DocumentNode`s. Anchors and aliases are resolved by the parser.
public enum YAMLDocument {
  /// - Parameter file: the name that errors carry.
  public static func parse(
    _ bytes: [UInt8], file: String
  ) throws(InputRefusal) -> DocumentNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputRefusal(faults: [invalidUTF8(in: bytes, file: file)])
    }
    try checkLineEnds(text, file)
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw InputRefusal(faults: [
          InputFault(
            "emptyDocument", at: Place(file: file, line: 1, column: 1), found: "nothing",
            expected: "a map of keys")
        ])
      }
      var left = Self.nodesMax
      return try convert(node, file, &left)
    } catch let refusal as InputRefusal {
      throw refusal
    } catch {
      throw InputRefusal(faults: [fault(error, in: text, file)])
    }
  }

  /// YAML 1.1 ends lines where no editor shows it, and its places would be those of other lines.
  private static func checkLineEnds(_ text: String, _ file: String) throws(InputRefusal) {
    var (line, column) = (1, 1)
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let isLone = before == "\r" && scalar != "\n"
      if isLone || ["\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
        let found = isLone ? "U+D" : "U+" + String(scalar.value, radix: 16, uppercase: true)
        throw InputRefusal(faults: [
          InputFault(
            "malformedLineEnd",
            at: Place(file: file, line: line, column: isLone ? column - 1 : column), found: found,
            expected: "LF or CRLF")
        ])
      }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      before = scalar
    }
  }

  /// Aliases can make a short text into a document of billions of nodes.
  private static let nodesMax = 200_000

  private static func convert(
    _ node: Node, _ file: String, _ left: inout Int
  ) throws(InputRefusal) -> DocumentNode {
    let place = place(of: node, file)
    left -= 1
    guard left > 0 else {
      throw InputRefusal(faults: [
        InputFault(
          "documentTooLarge", at: place, found: "more than \(nodesMax) values, aliases expanded",
          expected: "at most \(nodesMax)")
      ])
    }
    switch node {
    case .scalar(let scalar): return .scalar(scalar.string, place)
    case .sequence(let sequence):
      var items: [DocumentNode] = []
      for item in sequence { items.append(try convert(item, file, &left)) }
      return .list(items, place)
    case .mapping(let mapping):
      var members: [DocumentNode.Member] = []
      for (key, value) in mapping {
        members.append(
          DocumentNode.Member(
            key: key.string ?? "", place: Self.place(of: key, file),
            value: try convert(value, file, &left)))
      }
      return .map(members, place)
    case .alias: return .scalar("", place)
    }
  }

  private static func place(of node: Node, _ file: String) -> Place {
    Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  /// A mark's place. The parser tells of what is missing on a line that may not be there any more.
  private static func place(of mark: Mark, in text: String, _ file: String) -> Place {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard mark.line <= lines.count else {
      let last = String(Substring(lines[lines.count - 1])).unicodeScalars.count
      return Place(file: file, line: lines.count, column: last + 1)
    }
    return Place(file: file, line: mark.line, column: mark.column)
  }

  private static func fault(_ error: any Error, in text: String, _ file: String) -> InputFault {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      InputFault(
        "malformedYAML", at: place(of: mark, in: text, file),
        found: problem, expected: "YAML")
    case YamlError.duplicatedKeysInMapping(let duplicates, let context):
      InputFault(
        "duplicateKey", at: place(of: context.mark, in: text, file),
        found: duplicates.map { "\"\($0)\"" }.joined(separator: ", ") + " twice",
        expected: "each key once")
    default:
      InputFault(
        "malformedYAML", at: Place(file: file, line: 1, column: 1), found: "\(error)",
        expected: "YAML")
    }
  }
}

/// The fault of a file that is not UTF-8, at its first bad byte.
func invalidUTF8(in bytes: [UInt8], file: String) -> InputFault {
  var line = 1
  var lineStart = 0
  var end = 0
  while end < bytes.count {
    let next = bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    guard String(validating: bytes[end..<next], as: UTF8.self) != nil else { break }
    if next < bytes.count { line += 1 }
    lineStart = next
    end = next
  }
  var good = lineStart
  var column = 1
  while good < bytes.count {
    let length = (1...4).first { length in
      good + length <= bytes.count
        && String(validating: bytes[good..<good + length], as: UTF8.self) != nil
    }
    guard let length else { break }
    good += length
    column += 1
  }
  let byte = good < bytes.count ? String(bytes[good], radix: 16) : "end of file"
  return InputFault(
    "invalidUTF8", at: Place(file: file, line: line, column: column), found: "byte 0x\(byte)",
    expected: "UTF-8")
}

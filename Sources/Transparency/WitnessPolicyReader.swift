import Cryptography

/// Reads the lines of a policy one by one, and collects what is wrong with them.
///
/// Specs: C2SP tlog-policy, Policy file syntax and structure.
struct WitnessPolicyReader {
  /// The name that stands for no quorum.
  static let none = "none"

  private(set) var logs: [WitnessPolicy.Log] = []
  private(set) var witnesses: [WitnessPolicy.Witness] = []
  private(set) var groups: [WitnessPolicy.Group] = []
  /// What the quorum line names, nil for `none`; and its line.
  private(set) var quorum: (member: WitnessPolicy.Member?, line: Int)?
  private(set) var faults: [WitnessPolicyFault] = []

  // Names are compared by their bytes: two spellings that look alike are two names. A name whose
  // line was refused stands for nothing, so that one fault is told once.
  private var members: [[UInt8]: WitnessPolicy.Member?] = [:]
  private var used: Set<[UInt8]> = []
  private var logKeys: Set<[UInt8]> = []
  private var witnessKeys: Set<[UInt8]> = []
  private var line = 0

  /// Reads a whole file.
  mutating func read(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    let rest = lines.removeLast()
    for text in lines { take(text) }
    if !rest.isEmpty {
      take(rest)
      add(.lineNotEnded)
    }
    if quorum == nil, !faults.contains(where: \.isInQuorum) {
      line += 1
      add(.quorumMissing)
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) {
    line += 1
    if let byte = bytes.first(where: { byte in byte < 0x20 && byte != 0x09 || byte == 0x7f }) {
      return add(.malformedCharacter(found: byte))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return add(.notUTF8) }
    let items = text.utf8.split { byte in byte == 0x20 || byte == 0x09 }
      .map { item in String(Substring(item)) }
    guard let statement = items.first, !statement.utf8.starts(with: "#".utf8) else { return }
    let rest = Array(items.dropFirst())
    switch statement {
    case "log": takeLog(rest)
    case "witness": takeWitness(rest)
    case "group": takeGroup(rest)
    case "quorum": takeQuorum(rest)
    default: add(.unknownStatement(found: statement))
    }
  }

  private mutating func takeLog(_ items: [String]) {
    guard (1...2).contains(items.count) else {
      return add(.malformedStatement("log", expected: "log <vkey> [<url>]"))
    }
    guard let key = key(items[0], .note) else { return }
    if witnessKeys.contains(key.key.bytes) { add(.logIsWitness(name: key.name)) }
    guard logKeys.insert(key.key.bytes).inserted else { return add(.logTwice(name: key.name)) }
    logs.append(WitnessPolicy.Log(key: key, url: items.count > 1 ? items[1] : nil))
  }

  private mutating func takeWitness(_ items: [String]) {
    guard (2...3).contains(items.count) else {
      return add(.malformedStatement("witness", expected: "witness <name> <vkey> [<url>]"))
    }
    guard let key = key(items[1], .cosignature) else { return define(items[0], as: nil) }
    define(items[0], as: .witness(witnesses.count))
    if logKeys.contains(key.key.bytes) { add(.logIsWitness(name: items[0])) }
    if !witnessKeys.insert(key.key.bytes).inserted { add(.witnessTwice(name: items[0])) }
    witnesses.append(
      WitnessPolicy.Witness(name: items[0], key: key, url: items.count > 2 ? items[2] : nil))
  }

  private mutating func takeGroup(_ items: [String]) {
    guard items.count >= 3 else {
      return add(.malformedStatement("group", expected: "group <name> <k|any|all> <name>…"))
    }
    let names = items[2...]
    let found = names.map { name in member(name, inGroup: true) }
    let threshold = threshold(items[1], of: names.count)
    let members = found.compactMap(\.self)
    guard let threshold, members.count == names.count else { return define(items[0], as: nil) }
    define(items[0], as: .group(groups.count))
    groups.append(WitnessPolicy.Group(name: items[0], threshold: threshold, members: members))
  }

  private mutating func takeQuorum(_ items: [String]) {
    guard items.count == 1 else {
      return add(.malformedStatement("quorum", expected: "quorum <name|none>"))
    }
    if let quorum { return add(.quorumTwice(line: quorum.line)) }
    quorum = (items[0] == Self.none ? nil : member(items[0], inGroup: false), line)
  }

  /// A threshold between 1 and the number of members.
  private mutating func threshold(_ text: String, of count: Int) -> Int? {
    switch text {
    case "any": return 1
    case "all": return count
    default:
      guard let number = Int(text), String(number) == text else {
        add(.malformedThreshold(found: text))
        return nil
      }
      guard (1...count).contains(number) else {
        add(.thresholdOutOfRange(found: number, members: count))
        return nil
      }
      return number
    }
  }

  /// What a name above stands for; nil where that was refused, here or there.
  private mutating func member(_ name: String, inGroup: Bool) -> WitnessPolicy.Member? {
    guard let member = members[Array(name.utf8)] else {
      add(name == Self.none ? .reservedName : .unknownMember(name: name))
      return nil
    }
    if inGroup, !used.insert(Array(name.utf8)).inserted {
      add(.memberUsedTwice(name: name))
      return nil
    }
    return member
  }

  private mutating func define(_ name: String, as member: WitnessPolicy.Member?) {
    if name == Self.none { return add(.reservedName) }
    guard members[Array(name.utf8)] == nil else { return add(.nameTwice(name: name)) }
    members.updateValue(member, forKey: Array(name.utf8))
  }

  private mutating func key(_ text: String, _ kind: KeyKind) -> VerifierKey? {
    do {
      return try VerifierKey(parsing: text, kind: kind)
    } catch {
      add(.malformedKey(error))
      return nil
    }
  }

  private mutating func add(_ error: WitnessPolicyError) {
    faults.append(WitnessPolicyFault(line: line, error: error))
  }
}

extension WitnessPolicyFault {
  /// Whether there is a quorum line, which cannot be read.
  fileprivate var isInQuorum: Bool {
    if case .malformedStatement("quorum", _) = error { true } else { false }
  }
}

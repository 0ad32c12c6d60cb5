/// Makes inputs out of good ones: changes that know bytes, lines, fields, numbers, lengths and
/// characters, and the words of the format.
struct Mutator {
  private var random: FuzzRandom
  private let tokens: [[UInt8]]
  private let corpus: [[UInt8]]

  /// Inputs are never longer: a bound on time and memory has to be in proportion to something.
  static let longest = 1 << 16

  init(_ random: FuzzRandom, tokens: [[UInt8]], corpus: [[UInt8]]) {
    self.random = random
    self.tokens = tokens
    self.corpus = corpus
  }

  /// A member of the corpus with one to many changes, few more often.
  mutating func input() -> [UInt8] {
    var bytes = corpus.isEmpty || random.once(in: 200) ? [] : random.pick(corpus)
    var changes = 1
    while changes < 24, random.below(3) > 0 { changes += 1 }
    for _ in 0..<changes {
      change(&bytes)
      if bytes.count > Self.longest { bytes.removeSubrange(Self.longest...) }
    }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch random.below(18) {
    case 0: flip(&bytes)
    case 1: overwrite(&bytes)
    case 2, 3: insertToken(&bytes)
    case 4: replaceWithToken(&bytes)
    case 5: bytes.removeSubrange(random.range(in: bytes.count))
    case 6: duplicate(&bytes)
    case 7: splice(&bytes)
    case 8, 9: changeLine(&bytes)
    case 10, 11: changeField(&bytes)
    case 12, 13: changeNumber(&bytes)
    case 14: damageText(&bytes)
    case 15: changeLength(&bytes)
    case 16: bytes.removeSubrange(random.below(bytes.count + 1)...)
    default: nest(&bytes)
    }
  }

  // MARK: Bytes

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }

  private mutating func overwrite(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let extremes: [UInt8] = [0, 9, 10, 13, 32, 34, 44, 45, 48, 57, 92, 127, 128, 192, 255]
    bytes[random.below(bytes.count)] =
      random.once(in: 3) ? UInt8(random.below(256)) : random.pick(extremes)
  }

  private mutating func insertToken(_ bytes: inout [UInt8]) {
    guard !tokens.isEmpty else { return }
    bytes.insert(contentsOf: random.pick(tokens), at: random.below(bytes.count + 1))
  }

  private mutating func replaceWithToken(_ bytes: inout [UInt8]) {
    guard !tokens.isEmpty else { return }
    bytes.replaceSubrange(random.range(in: bytes.count), with: random.pick(tokens))
  }

  private mutating func duplicate(_ bytes: inout [UInt8]) {
    let part = Array(bytes[random.range(in: bytes.count)])
    let times = random.once(in: 20) ? 1 + random.below(2_000) : 1
    let end = min(bytes.count + part.count * times, Self.longest)
    let place = random.below(bytes.count + 1)
    var copies: [UInt8] = []
    while !part.isEmpty, bytes.count + copies.count < end { copies += part }
    bytes.insert(contentsOf: copies, at: place)
  }

  private mutating func splice(_ bytes: inout [UInt8]) {
    guard !corpus.isEmpty else { return }
    let other = random.pick(corpus)
    if random.once(in: 2) {
      bytes.replaceSubrange(
        random.range(in: bytes.count), with: other[random.range(in: other.count)])
    } else {
      bytes =
        Array(bytes.prefix(random.below(bytes.count + 1)))
        + other.dropFirst(random.below(other.count + 1))
    }
  }

  // MARK: Structure

  /// Deletes, doubles, moves or swaps lines.
  private mutating func changeLine(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count > 1 else { return }
    let (one, other) = (random.below(lines.count), random.below(lines.count))
    switch random.below(5) {
    case 0: lines.remove(at: one)
    case 1: lines.insert(lines[one], at: other)
    case 2: lines.swapAt(one, other)
    case 3: lines[one] = lines[other]
    default: lines[one].append(0x0D)
    }
    bytes = Array(lines.joined(separator: [0x0A]))
  }

  /// Empties, doubles, quotes or exchanges what stands between two separators of any format here.
  private mutating func changeField(_ bytes: inout [UInt8]) {
    let separators = Array(#" ,:;<>"/+=\#n{}[]"#.utf8)
    let cuts = bytes.indices.filter { separators.contains(bytes[$0]) }
    guard cuts.count > 2 else { return }
    func field(_ index: Int) -> Range<Int> { cuts[index] + 1..<cuts[index + 1] }
    let (one, other) = (field(random.below(cuts.count - 1)), field(random.below(cuts.count - 1)))
    let text = Array(bytes[other])
    switch random.below(4) {
    case 0: bytes.removeSubrange(one)
    case 1: bytes.replaceSubrange(one, with: text)
    case 2: bytes.replaceSubrange(one, with: [0x22] + bytes[one] + [0x22])
    default: bytes.insert(contentsOf: [bytes[one.lowerBound - 1]] + text, at: one.upperBound)
    }
  }

  /// Puts a number at the edge of something in the place of another.
  private mutating func changeNumber(_ bytes: inout [UInt8]) {
    let extremes = [
      "0", "1", "-1", "-0", "00", "01", "9", "10", "99", "255", "256", "65535", "65536",
      "4294967295", "4294967296", "9007199254740991", "9007199254740992", "-9007199254740992",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "18446744073709551615", "18446744073709551616", "92233720368547758.07",
      "92233720368547758.08", "0.00", "0.001", "1e9", "1.", ".5", "+1", "999999999999999999999",
    ]
    var runs: [Range<Int>] = []
    var start: Int?
    for place in 0...bytes.count {
      let isDigit = place < bytes.count && (0x30...0x39).contains(bytes[place])
      if isDigit {
        start = start ?? place
      } else if let begun = start {
        runs.append(begun..<place)
        start = nil
      }
    }
    guard !runs.isEmpty else { return }
    let run = random.pick(runs)
    switch random.below(4) {
    case 0: bytes.insert(0x30, at: run.lowerBound)
    case 1: bytes[run.upperBound - 1] = 0x30 + UInt8(random.below(10))
    default: bytes.replaceSubrange(run, with: Array(random.pick(extremes).utf8))
    }
  }

  /// Characters that are none, and those that look like others.
  private mutating func damageText(_ bytes: inout [UInt8]) {
    let damage: [[UInt8]] = [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
      [0x80], [0xC3], [0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0xEF, 0xBB, 0xBF], [0],
      Array("é".utf8), Array("e\u{301}".utf8), Array("\u{301}".utf8), Array("中".utf8),
      Array("\u{200B}".utf8), Array("\u{202E}".utf8), Array("\u{85}".utf8), Array("\u{2028}".utf8),
      Array("\u{212A}".utf8), Array("\u{FF10}".utf8), Array("\u{663}".utf8), Array("😀".utf8),
      Array("\r\n".utf8), Array("\r".utf8), [0x7F], [0x1B],
    ]
    bytes.insert(contentsOf: random.pick(damage), at: random.below(bytes.count + 1))
  }

  /// Lengths of DER: a short one wrong, or one that says how many bytes it has.
  private mutating func changeLength(_ bytes: inout [UInt8]) {
    let tags: [UInt8] = [0x02, 0x04, 0x05, 0x06, 0x17, 0x18, 0x30, 0x31, 0xA0]
    let places = bytes.indices.dropLast().filter { tags.contains(bytes[$0]) }
    guard !places.isEmpty else { return }
    let lengths: [[UInt8]] = [
      [0], [1], [0x7F], [0x80], [0x81, 0xFF], [0x82, 0xFF, 0xFF], [0x84, 0x7F, 0xFF, 0xFF, 0xFF],
      [0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x88] + [UInt8](repeating: 0xFF, count: 8),
      [bytes[places[0] + 1] &+ 1], [bytes[places[0] + 1] &- 1],
    ]
    let place = random.pick(places) + 1
    bytes.replaceSubrange(place..<place + 1, with: random.pick(lengths))
  }

  /// Deep nests, where a format has any.
  private mutating func nest(_ bytes: inout [UInt8]) {
    let pairs = [("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>"), ("- ", ""), ("{", "}"), ("(", ")")]
    let (open, close) = random.pick(pairs)
    let depth = random.pick([1, 2, 63, 64, 65, 1_000, 5_000])
    let range = random.range(in: bytes.count)
    var nested: [UInt8] = []
    for _ in 0..<depth { nested += open.utf8 }
    nested += bytes[range]
    for _ in 0..<depth { nested += close.utf8 }
    bytes.replaceSubrange(range, with: nested)
  }
}

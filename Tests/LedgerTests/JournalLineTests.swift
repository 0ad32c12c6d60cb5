import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Testing
import TradingDays
import Transparency

@Suite struct JournalLineTests {
  private func line(_ entry: Entry, seq: Int64 = 0, prev: Digest = .zero) throws -> String {
    let at = try #require(Instant(utc: "2020-05-21T08:00:00Z"))
    var bytes: [UInt8] = []
    JournalLine.append(entry, at: at, prev: prev, seq: seq, code: "688360", to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `A line is canonical JSON, byte for byte`() throws {
    let entry = try Entry(
      id: "allotment/1", kind: .allotment, body: ["b": "é\"", "a": [1, true]],
      postings: Posting.move(
        Money(fen: 1_256_000), from: .investor("A.1"), to: .receivable(.online, "A.1"))
        + Posting.move(Shares(500), from: .tranche(.online), to: .allotted(.online, "A.1")))
    let expected =
      #"{"at":"2020-05-21T08:00:00Z","body":{"a":[1,true],"b":"é\""},"id":"allotment/1","#
      + #""kind":"allotment","postings":["#
      + #"{"account":"investor:A.1","amount":"-12560.00","unit":"CNY"},"#
      + #"{"account":"receivable:online:A.1","amount":"12560.00","unit":"CNY"},"#
      + #"{"account":"tranche:online","amount":"-500","unit":"688360"},"#
      + #"{"account":"allotted:online:A.1","amount":"500","unit":"688360"}],"#
      + #""prev":"\#(String(repeating: "0", count: 64))","seq":7}"#
    let line = try line(entry, seq: 7)
    #expect(line == expected)
    #expect(try JSONParser.parse(Array(line.utf8)).canonicalText == line)
  }

  @Test func `An entry without postings has an empty list`() throws {
    let line = try line(Entry(id: "g", kind: .gate, body: [:]), prev: SHA256.hash("x"))
    #expect(line.contains(#""body":{},"id":"g","kind":"gate","postings":[],"prev":""#))
    #expect(line.contains(#""prev":"\#(SHA256.hash("x").hex)","seq":0}"#))
  }

  @Test(arguments: [
    (1, "0.01", "1"), (9, "0.09", "9"), (10, "0.10", "10"), (99, "0.99", "99"),
    (100, "1.00", "100"), (101, "1.01", "101"), (-1, "-0.01", "-1"), (-100, "-1.00", "-100"),
    (-12_345, "-123.45", "-12345"), (Int64.max, "92233720368547758.07", "9223372036854775807"),
    (-Int64.max, "-92233720368547758.07", "-9223372036854775807"),
  ])
  func `An amount is written with its unit's decimals`(
    amount: Int64, cash: String, shares: String
  ) throws {
    let account = Account(path: "a")
    let other = Account(path: "b")
    let entry = try Entry(
      id: "x", kind: .payment, body: [:],
      postings: [
        Posting(account, cash: Money(fen: amount)), Posting(other, cash: Money(fen: -amount)),
        Posting(account, shares: Shares(amount)), Posting(other, shares: Shares(-amount)),
      ])
    let line = try line(entry)
    #expect(line.contains(#"{"account":"a","amount":"\#(cash)","unit":"CNY"}"#))
    #expect(line.contains(#"{"account":"a","amount":"\#(shares)","unit":"688360"}"#))
  }

  @Test func `The least 64-bit amount is written whole`() throws {
    let half = Shares(.min / 2)
    let entry = try Entry(
      id: "x", kind: .payment, body: [:],
      postings: [
        Posting(Account(path: "a"), shares: Shares(.min)),
        Posting(Account(path: "b"), shares: Shares(-half.count)),
        Posting(Account(path: "c"), shares: Shares(-half.count)),
      ])
    let line = try line(entry)
    #expect(line.contains(#""amount":"-9223372036854775808""#))
    #expect(line.contains(#""amount":"4611686018427387904""#))
  }

  @Test func `The content of an entry does not depend on its place`() throws {
    let entry = try Entry(
      id: "x", kind: .fact, body: ["n": 1],
      postings: Posting.move(Shares(1), from: .issuer, to: .tranche(.offline)))
    var content: [UInt8] = []
    JournalLine.appendContent(of: entry, code: "688360", to: &content)
    let text = String(decoding: content, as: UTF8.self)
    #expect(try line(entry, seq: 3).contains(text))
    #expect(try line(entry, seq: 4, prev: SHA256.hash("y")).contains(text))
  }
}

@Suite struct JournalHeadTests {
  private let start = Instant(secondsSinceEpoch: 1_600_000_000)

  /// An entry whose line, as the first of a journal, has exactly so many bytes.
  private func entry(lineBytes: Int) throws -> Entry {
    var bytes: [UInt8] = []
    let empty = try Entry(id: "x", kind: .fact, body: ["p": ""])
    JournalLine.append(empty, at: start, prev: .zero, seq: 0, code: "1", to: &bytes)
    let padding = String(repeating: "p", count: lineBytes - bytes.count)
    return try Entry(id: "x", kind: .fact, body: ["p": .string(padding)])
  }

  @Test func `A line has at most 65,535 bytes`() throws {
    var head = JournalHead()
    var bytes: [UInt8] = []
    try head.append(entry(lineBytes: 65_535), at: start, code: "1", to: &bytes)
    #expect(bytes.count == 65_536 && bytes.last == UInt8(ascii: "\n"))
    var other = JournalHead()
    var kept = Array("before".utf8)
    let large = try entry(lineBytes: 65_536)
    #expect(throws: LedgerError.entryTooLarge(id: "x", bytes: 65_536, limit: 65_535)) {
      try other.append(large, at: start, code: "1", to: &kept)
    }
    #expect(kept == Array("before".utf8))
    #expect(other.count == 0 && other.leaf == .zero && other.at == nil)
    #expect(other.root == MerkleTree.emptyRoot)
  }

  @Test func `Three entries chain and make the root, recomputed by hand`() throws {
    var head = JournalHead()
    var bytes: [UInt8] = []
    for seconds in [Int64(0), 0, 5] {
      let instant = Instant(secondsSinceEpoch: start.secondsSinceEpoch + seconds)
      try head.append(
        Entry(
          id: "e\(head.count)", kind: .fact, body: [:],
          postings: Posting.move(Shares(1), from: .issuer, to: .tranche(.online))),
        at: instant, code: "688360", to: &bytes)
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    #expect(lines.count == 3 && bytes.last == UInt8(ascii: "\n"))
    // A leaf is SHA-256 of a zero byte and the line without its LF.
    let leaves = lines.map { SHA256.hash([0] + $0) }
    let values = try lines.map { try JSONParser.parse($0) }
    #expect(values[0]["prev"]?.stringValue == String(repeating: "0", count: 64))
    #expect(values[1]["prev"]?.stringValue == leaves[0].hex)
    #expect(values[2]["prev"]?.stringValue == leaves[1].hex)
    #expect(values.map { $0["seq"]?.integerValue } == [0, 1, 2])
    // RFC 6962: the first two under one node, the third beside it.
    let pair = SHA256.hash([1] + leaves[0].bytes + leaves[1].bytes)
    #expect(head.root == SHA256.hash([1] + pair.bytes + leaves[2].bytes))
    #expect(head.root == MerkleTree.root(of: leaves))
    #expect(head.leaf == leaves[2])
    #expect(head.count == 3)
  }

  @Test func `The clock may stand still and not go back`() throws {
    var head = JournalHead()
    var bytes: [UInt8] = []
    let entry = try Entry(id: "x", kind: .fact, body: [:])
    try head.append(entry, at: start, code: "1", to: &bytes)
    try head.append(entry, at: start, code: "1", to: &bytes)
    let earlier = Instant(secondsSinceEpoch: start.secondsSinceEpoch - 1)
    let written = bytes
    #expect(
      throws: LedgerError.clockWentBack(
        found: earlier.description, previous: start.description)
    ) { try head.append(entry, at: earlier, code: "1", to: &bytes) }
    #expect(bytes == written && head.count == 2)
  }

  @Test func `Going past a line that is there leaves the same head as writing it`() throws {
    var writer = JournalHead()
    var reader = JournalHead()
    for number in 0..<5 {
      var line: [UInt8] = []
      try writer.append(
        Entry(id: "e\(number)", kind: .fact, body: [:]), at: start, code: "1", to: &line)
      reader.advance(past: MerkleTree.leafHash(Array(line.dropLast())), at: start)
      #expect(reader.root == writer.root && reader.leaf == writer.leaf)
      #expect(reader.count == writer.count && reader.at == writer.at)
    }
  }
}

import Inputs
import Reconciliation
import Testing

/// Reading block by block says the same as reading at once, wherever the blocks end; and no beginning
/// of a file stops the program.
struct BankStreamTests {
  /// Files of every form, with characters of more than one byte.
  static let samples: [(name: String, bytes: [UInt8])] = [
    ("escrow.xml", PackageResources.escrow_xml), ("escrow.sta", PackageResources.escrow_sta),
    (
      "bank.csv",
      Array(
        "reference,account,amount,booked_at\n新-1,a,1.00,2020-05-25\n\"r,2\",,-2,2020-05-26\n".utf8)
    ),
  ]

  private func read(_ bytes: [UInt8], block: Int) throws -> BankStatement {
    let lines = LineList()
    var files = BankFiles(into: lines)
    try files.read(ByteSource(bytes, block: block), name: "bank")
    return BankStatement(lines: lines.lines, balances: try files.balances())
  }

  @Test(arguments: samples.map(\.bytes))
  func `Blocks of any length give the same`(bytes: [UInt8]) throws {
    let whole = try read(bytes, block: bytes.count)
    for block in [1, 2, 3, 5, 7, 64, 1_000] { #expect(try read(bytes, block: block) == whole) }
    let marked = try read([0xEF, 0xBB, 0xBF] + bytes, block: 1)
    #expect(marked == whole)
  }

  @Test func `A file longer than any window keeps its places`() throws {
    let filler = String(repeating: "<!-- 新股 -->\n", count: 20_000)
    let text = String(decoding: PackageResources.escrow_xml, as: UTF8.self)
    let long = text.replacing("<BkToCstmrStmt>", with: "<BkToCstmrStmt>" + filler)
    #expect(
      try read(Array(long.utf8), block: 4_099) == read(PackageResources.escrow_xml, block: 9_999))
    let wrong = Array(long.replacing(">18000.50<", with: ">x<").utf8)
    #expect(try faults { _ = try read(wrong, block: 1_000) } == ["20038:9 malformedAmount"])
    let name = String(repeating: "a", count: 100_000)
    let tag = text.replacing("<BkToCstmrStmt>", with: "<BkToCstmrStmt><\(name) b='\(name)'/>")
    #expect(try read(Array(tag.utf8), block: 777).lines.count == 5)
  }

  @Test func `A file that begins with blanks is looked at once`() throws {
    let text = String(decoding: PackageResources.escrow_xml, as: UTF8.self)
    let root = try #require(text.firstRange(of: "<Document"))
    let blank = String(repeating: " \n", count: 100_000)
    let bytes = Array((blank + text[root.lowerBound...]).utf8)
    let whole = try read(bytes, block: bytes.count)
    #expect(whole == (try read(PackageResources.escrow_xml, block: 999)))
    #expect(try read(bytes, block: 1) == whole)
    #expect(try read([0xEF, 0xBB, 0xBF] + bytes, block: 1) == whole)
  }

  @Test func `What is wrong is told alike, wherever blocks end`() throws {
    // Longer than what is kept ready in front of a reader.
    let filler = String(repeating: "x", count: 5_000)
    // A block whose end is no UTF-8 brings the bytes before it: they are no line of their own.
    let message = Array(":20:S\n:25:A\n:99:\(filler)".utf8) + [0xE0] + Array("\n:25:B\n".utf8)
    // What stands at a fault is told up to its twelfth byte, or up to the last whole character.
    let comment = Array("<!--\(filler)--abcdefgh中中 -->".utf8)
    for bytes in [message, comment] {
      let whole = try messages { _ = try read(bytes, block: bytes.count) }
      for block in [1, 2, 3, 4_099, 4_500, 5_003, 5_004, 5_005, 5_006, 5_007, 5_010, 5_015, 5_017] {
        #expect(try messages { _ = try read(bytes, block: block) } == whole, "\(block)")
      }
    }
    #expect(try faults { _ = try read(message, block: 5_010) } == ["3:5005 invalidUTF8"])
    #expect(
      try messages { _ = try read(comment, block: 3) } == [
        #"bank:1:5005: malformedXML: found "--abcdefgh", expected "-->""#
      ])
  }

  @Test(arguments: samples.map(\.bytes))
  func `Every beginning of a file is read or refused`(bytes: [UInt8]) throws {
    for length in 0..<bytes.count {
      _ = try faults { _ = try read(Array(bytes[..<length]), block: 1 << 16) }
    }
  }

  @Test(arguments: samples.map(\.bytes))
  func `A byte changed anywhere is read or refused`(bytes: [UInt8]) throws {
    for place in bytes.indices {
      for byte: UInt8 in [0x00, 0x26, 0x3C, 0x3E, 0x80, 0xFF] {
        var changed = bytes
        changed[place] = byte
        _ = try faults { _ = try read(changed, block: 1 << 16) }
      }
    }
  }

  @Test func `Bytes that are no UTF-8 are refused at their place, in any block`() throws {
    let bytes = Array("<新><新>".utf8)
    for block in 1...5 {
      #expect(try faults { _ = try read(bytes + [0xE6, 0x96], block: block) } != [])
    }
    let start = Array("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\n新".utf8)
    for (tail, place) in [
      ([0xFF, 0x3C], "2:2 invalidUTF8"), ([0xE6, 0x96], "2:2 invalidUTF8"),
      ([0xE6, 0x96, 0xB0, 0xC0, 0x80], "2:3 invalidUTF8"),
    ] as [([UInt8], String)] {
      for block in [1, 2, 3, 1_000] {
        #expect(try faults { _ = try read(start + tail, block: block) } == [place])
      }
    }
  }

  @Test func `A source that fails is no fault of the file`() throws {
    struct Broken: Error {}
    for sent in [0, 1, 100] {
      var blocks = [Array(PackageResources.escrow_xml.prefix(sent))]
      let lines = LineList()
      var files = BankFiles(into: lines)
      #expect(throws: Broken.self) {
        try files.read(
          ByteSource {
            guard let block = blocks.popLast(), !block.isEmpty else { throw Broken() }
            return block
          }, name: "bank.xml")
      }
    }
  }
}

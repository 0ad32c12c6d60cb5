import Bookbuilding
import Inputs
import Offerings
import Testing

/// Rows of a book that are read in one pass against the same rows with CRLF, which are read field by field:
/// every single byte set to every one that means something or borders on what does, left out, and doubled.
struct PlainBookRowTests {
  private static let bids = "investor,account,class,price,shares,submitted_at,sequence"
  private static let bidders = "investor,account,class,assets,standing,until"

  /// All that a reader tells apart, and the neighbours of ranges; not CR, of which the other file has more.
  private static let bytes: [UInt8] =
    Array("\0\t\n !\"+,-./0123456789:;@ATZ[^_`az{~\u{7F}".utf8) + [0x80, 0xC3, 0xFF]

  /// What a file is read as, or what is wrong with it.
  private struct Reading<Value: Equatable>: Equatable {
    var value: Value?
    var faults: [String] = []

    init(_ read: () throws -> Value) throws {
      do {
        value = try read()
      } catch let refusal as InputRefusal {
        faults = refusal.faults.map { "\($0.place) \($0.rule) \($0.found) \($0.expected)" }
      }
    }
  }

  private func file(_ header: String, _ rows: [[UInt8]], _ end: String) -> [UInt8] {
    var bytes = Array((header + end).utf8)
    for row in rows { bytes += row + Array(end.utf8) }
    return bytes
  }

  /// A good row before and after the edited one, so that the fast way goes on.
  private func check<Value: Equatable>(
    _ row: String, _ header: String, beside other: String, _ read: ([UInt8]) throws -> Value
  ) throws {
    let good = Array(row.utf8)
    var edited: [[UInt8]] = []
    for place in good.indices {
      for byte in Self.bytes {
        var bytes = good
        bytes[place] = byte
        edited.append(bytes)
      }
      edited.append(Array(good[..<place]) + Array(good[(place + 1)...]))
      edited.append(Array(good[...place]) + Array(good[place...]))
    }
    var accepted = 0
    for bytes in edited {
      let rows = [Array(other.utf8), bytes, Array(other.replacing("a-1", with: "a-2").utf8)]
      let plain = try Reading { try read(file(header, rows, "\n")) }
      let slow = try Reading { try read(file(header, rows, "\r\n")) }
      #expect(plain == slow, "\(String(decoding: bytes, as: UTF8.self))")
      accepted += plain.value == nil ? 0 : 1
    }
    // Both kinds come up often, or the test would tell nothing.
    #expect(accepted > 20 && accepted < edited.count - 20)
  }

  @Test(arguments: [
    "HOUSE-12,FUND-7.x_Z,A,123.4567,1000000,2025-11-19T05:35:46Z,7",
    "h,f,B,9,1,2025-11-19T13:35:46+08:00,0",
  ])
  func `A quote is read alike both ways`(row: String) throws {
    let offering = try offering()
    try check(
      row, Self.bids, beside: "i-1,a-1,A,10.00,500,2025-11-19T05:35:46Z,1"
    ) { try BidFile.read($0, of: offering, asReceived: true).value.bids }
  }

  @Test(arguments: [
    "HOUSE-12,FUND-7,A,123456.78,registered,", "h,f,B,9,barred,", "h,f,B,1.5,incomplete,",
    "h,f,B,0.01,related,",
  ])
  func `A bidder is read alike both ways`(row: String) throws {
    let fields = row.split(separator: ",", omittingEmptySubsequences: false)
    try check(row, Self.bidders, beside: "i-1,a-1,A,10.00,registered,") { bytes in
      let register = try BidderFile.read(bytes).value
      let names = ["a-1", "a-2", String(fields[1])].compactMap { AccountName($0) }
      return names.map { register[$0] }
        + [BidderRegister.Bidder?](
          repeating: nil, count: register.count)
    }
  }

  @Test func `Numbers that fill 64 bits, and days that no calendar has, are read alike both ways`()
    throws
  {
    let offering = try offering()
    for row in [
      "i,a,A,999999999999.999999,999999999999999999,9999-12-31T15:59:59Z,999999999999999999",
      "i,a,A,9999999999999.5,1,2025-11-19T05:35:46Z,1", "i,a,A,1,1,9999-12-31T16:00:00Z,1",
      "i,a,A,1,9223372036854775807,2025-11-19T05:35:46Z,9223372036854775807",
      "i,a,A,1,9223372036854775808,2025-11-19T05:35:46Z,1", "i,a,A,1,1,2025-02-29T05:35:46Z,1",
      "i,a,A,0.0000001,1,2025-11-19T05:35:46Z,1", "i,a,A,0,1,2025-11-19T05:35:46Z,1",
      "i,a,A,1,1,0001-01-01T00:00:00+08:00,1", "i,a,A,1,1,0001-01-01T08:00:00+08:00,1",
      "i,a,A,1,1,2025-11-19T24:00:00Z,1", "i,a,A,1,1,2025-11-19T05:35:46-08:00,1",
    ] {
      let rows = [Array(row.utf8), Array("j,b,A,1,1,2025-11-19T05:35:46Z,2".utf8)]
      let plain = try Reading {
        try BidFile.read(file(Self.bids, rows, "\n"), of: offering, asReceived: true).value.bids
      }
      let slow = try Reading {
        try BidFile.read(file(Self.bids, rows, "\r\n"), of: offering, asReceived: true).value.bids
      }
      #expect(plain == slow, "\(row)")
    }
  }

  @Test func `An account that stands twice among bidders is told with its first line`() throws {
    let rows = ["i,a,A,1.00,registered,", "i,b,A,1.00,barred,2025-11-19", "i,a,B,2.00,related,"]
      .map { Array($0.utf8) }
    let found = try faults { _ = try BidderFile.read(file(Self.bidders, rows, "\n")) }
    #expect(found == ["4:3 duplicateAccount"])
  }
}

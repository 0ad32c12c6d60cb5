import Inputs
import Quantities
import Reconciliation
import Testing
import TradingDays

/// The reading by bytes against the plain reader: the same lines, the same faults.
struct BankListRowsTests {
  private static let header = "reference,account,amount,booked_at\n"

  /// Keeps every line, slices made into texts again.
  private final class Collector: LineTaker {
    var lines: [BankLine] = []
    var slices = 0

    func take(_ given: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>) {
      for slice in given {
        func text(_ start: Int, _ count: Int) -> String {
          String(decoding: UnsafeBufferPointer(start: bytes + start, count: count), as: UTF8.self)
        }
        let reference = text(slice.reference, slice.referenceCount)
        lines.append(
          BankLine(
            reference: reference, account: text(slice.account, slice.accountCount),
            amount: Money(fen: slice.fen),
            bookedAt: Instant(secondsSinceEpoch: slice.secondsSinceEpoch), label: reference))
        slices += 1
      }
    }

    func take(_ line: BankLine) { lines.append(line) }
  }

  /// Reads by bytes, compares with the plain reader, and gives how many rows were plain; nil where
  /// both refuse.
  @discardableResult
  private static func compare(_ bytes: [UInt8]) -> Int? {
    let plain = Result { () throws(InputRefusal) in
      try BankListFile.read(bytes, name: "bank.csv").lines
    }
    let collector = Collector()
    let rows = Result { () throws(InputRefusal) in
      try bytes.withUnsafeBufferPointer { buffer throws(InputRefusal) in
        try BankListRows.read(buffer, name: "bank.csv", into: collector)
      }
    }
    switch (plain, rows) {
    case (.success(let lines), .success(let count)):
      if lines != collector.lines || count != lines.count {
        Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(collector.lines), not \(lines)")
      }
      return collector.slices
    case (.failure(let expected), .failure(let found)):
      if expected.faults != found.faults || expected.count != found.count {
        Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(found), not \(expected)")
      }
    default: Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(plain), but \(rows)")
    }
    return nil
  }

  /// So many rows behind that nothing is too near to the end of the file.
  private static let rest = String(repeating: "W-9,A9,9.00,2020-05-29\n", count: 20)

  /// How many of the rows were plain, out of one and the rest.
  private func isPlain(_ row: String) -> Bool? {
    let without = Self.compare(Array((Self.header + Self.rest).utf8)) ?? -1
    return Self.compare(Array((Self.header + row + Self.rest).utf8)).map { $0 == without + 1 }
  }

  @Test(arguments: [
    "W-1,A1,12560.00,2020-05-25\n", "W-1,A1,-0.01,2020-05-25\n", "W-1,A1,1,2020-05-25\r\n",
    "W/1:2;3_~,a-b.c_D,0.5,2020-05-25T23:59:59+08:00\n", "1,1,999999999999999.99,2020-02-29\n",
    "12345678,12345678,1,2020-05-25\n", "1234567,1234567,10,2020-12-31T00:00:00+08:00\n",
  ])
  func `Ordinary rows are plain`(row: String) { #expect(isPlain(row) == true) }

  @Test(arguments: [
    ",A1,1,2020-05-25\n", "W-1,,1,2020-05-25\n", "\"W-1\",A1,1,2020-05-25\n",
    "款项,A1,1,2020-05-25\n", "W 1,A1,1,2020-05-25\n", "W-1,A1,1,2020-05-25T10:00\n",
    "W-1,A1,1,2020-05-25T10:00:00Z\n", "W-1,A1,9999999999999999,2020-05-25\n",
    "\"W\n1\",A1,1,2020-05-25\n", String(repeating: "x", count: 65) + ",A,1,2020-05-25\n",
  ])
  func `Rows of another spelling are read all the same`(row: String) {
    #expect(isPlain(row) == false)
  }

  @Test(arguments: [
    "W-1,A/1,1,2020-05-25\n", "W-1,A@1,1,2020-05-25\n", "W-1,A[,1,2020-05-25\n",
    "W-1,{A,1,2020-05-25\n", "W-1,A`,1,2020-05-25\n", "W-1,A:,1,2020-05-25\n",
    "W-1,A1,0,2020-05-25\n", "W-1,A1,0.00,2020-05-25\n", "W-1,A1,01,2020-05-25\n",
    "W-1,A1,.5,2020-05-25\n", "W-1,A1,1.,2020-05-25\n", "W-1,A1,1.001,2020-05-25\n",
    "W-1,A1,--1,2020-05-25\n", "W-1,A1,+1,2020-05-25\n", "W-1,A1,,2020-05-25\n",
    "W-1,A1,1,2020-02-30\n", "W-1,A1,1,2020-5-25\n", "W-1,A1,1,2020-05-25T24:00:00+08:00\n",
    "W-1,A1,1,2020-05-25T10:60:00+08:00\n", "W-1,A1,1,2020-05-25T10:00:0a+08:00\n",
    "W-1,A1,1,\n", "W-1,A1,1\n", "W-1,A1,1,2020-05-25,more\n", "W-1\n", "\n", ",,1,2020-05-25\n",
    "W\"1,A1,1,2020-05-25\n", "W-1,A1,1,2020-05-25\rW-2,A1,1,2020-05-25\n",
    String(repeating: "x", count: 63) + "é,A é,1,2020-05-25\n",
  ])
  func `What is wrong is refused with the same words`(row: String) { #expect(isPlain(row) == nil) }

  @Test func `Any byte anywhere gives the same`() {
    let text = Array((Self.header + "W-12,A1,12560.50,2020-05-25T10:00:00+08:00\n").utf8)
    let rest = Array(Self.rest.utf8)
    for place in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        Self.compare(changed + rest)
      }
    }
  }

  @Test func `Cut off anywhere, or in other columns`() {
    let text = Array((Self.header + "W-12,A1,12560.50,2020-05-25\nW-13,A2,1,2020-05-26").utf8)
    for count in 0...text.count { Self.compare(Array(text[..<count])) }
    let other = "account,reference,booked_at,amount\nA1,W-1,2020-05-25,1\nA2,W-2,2020-05-25,2\n"
    #expect(
      Self.compare(Array((other + String(repeating: "a,w,2020-05-25,3\n", count: 20)).utf8)) == 0)
    #expect(Self.compare([0xEF, 0xBB, 0xBF] + Array((Self.header + Self.rest).utf8)) ?? 0 > 0)
  }

  @Test func `More rows than one batch`() {
    let rows = (1...2_000).map { "W-\($0),A\($0 % 7),\($0).25,2020-05-\(10 + $0 % 20)\n" }.joined()
    #expect(Self.compare(Array((Self.header + rows).utf8)) ?? 0 > 1_900)
    let text = Self.header + rows + "\"q\",A1,1,2020-05-25\n" + rows
    #expect(Self.compare(Array(text.utf8)) ?? 0 > 3_900)
  }
}

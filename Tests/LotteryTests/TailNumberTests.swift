import Lottery
import Testing

@Suite struct TailNumberTests {
  @Test(arguments: ["0", "7", "07", "0000", "9085", "9999999999999999999"])
  func aTailIsPrintedAsItIsRead(text: String) throws {
    let tail = try TailNumber(parsing: text)
    #expect(tail.description == text)
    #expect(tail.digits == text.utf8.count)
  }

  @Test(arguments: ["", " 7", "-7", "7a", "٧", "12345678901234567890"])
  func anythingElseIsRefused(text: String) {
    #expect(throws: LotteryError.malformedTail(found: text)) { try TailNumber(parsing: text) }
  }

  @Test func leadingZerosCount() throws {
    let tail = try TailNumber(parsing: "07")
    #expect(tail.wins(107))
    #expect(tail.wins(7))
    #expect(!tail.wins(17))
    #expect(!tail.wins(-93))
    #expect(tail != (try TailNumber(parsing: "7")))
  }

  @Test func hitsAgreeWithCounting() throws {
    let tails = try ["0", "3", "9", "00", "07", "99", "000", "123"].map {
      try TailNumber(parsing: $0)
    }
    for first in Int64(0)...130 {
      for count in Int64(1)...130 {
        let numbers = try NumberRange(first: first, count: count)
        for tail in tails {
          let counted = (first..<first + count).filter(tail.wins).count
          #expect(tail.hits(in: numbers) == Int64(counted))
        }
      }
    }
  }

  @Test func hitsAtTheEndOfTheNumbers() throws {
    let all = try NumberRange(first: 0, count: .max)
    #expect(try TailNumber(parsing: "6").hits(in: all) == 922_337_203_685_477_581)
    #expect(try TailNumber(parsing: "7").hits(in: all) == 922_337_203_685_477_580)
    #expect(try TailNumber(parsing: "9223372036854775806").hits(in: all) == 1)
    #expect(try TailNumber(parsing: "9223372036854775807").hits(in: all) == 0)
    #expect(try TailNumber(parsing: "9999999999999999999").hits(in: all) == 0)
    let last = try NumberRange(first: .max, count: 1)
    #expect(try TailNumber(parsing: "9223372036854775807").hits(in: last) == 1)
    #expect(try TailNumber(parsing: "0000000000000000001").hits(in: last) == 0)
  }
}

import Lottery
import Testing

@Suite struct DrawMethodTests {
  @Test(arguments: [
    ("tail-numbers 8+1", DrawMethod.tailNumbers(.eightPlusOne)),
    ("tail-numbers 5+4", .tailNumbers(.fivePlusFour)),
    ("ranked", .ranked),
    ("lowest-ticket", .lowestTicket),
  ])
  func aMethodIsPrintedAsItIsRead(text: String, method: DrawMethod) throws {
    #expect(try DrawMethod(parsing: text) == method)
    #expect(method.description == text)
  }

  @Test(arguments: ["", "tail-numbers", "tail-numbers  8+1", "Ranked", "ranked "])
  func anythingElseIsRefused(text: String) {
    #expect(throws: LotteryError.unknownMethod(found: text)) { try DrawMethod(parsing: text) }
  }

  @Test func ninesAreSplitInTwoWays() throws {
    #expect(try Nines(parsing: "8+1") == .eightPlusOne)
    #expect(try Nines(parsing: "5+4") == .fivePlusFour)
    #expect(throws: LotteryError.unknownNines(found: "4+5")) { try Nines(parsing: "4+5") }
  }
}

import Ledger
import Testing

@Suite struct TextTableTests {
  @Test func `Texts get numbers in the order in which they come, each once`() {
    var table = TextTable()
    #expect(table.number(of: "a") == nil)
    #expect(table.insert("a") == (0, true))
    #expect(table.insert("") == (1, true))
    #expect(table.insert("a") == (0, false))
    #expect(table.number(of: "") == 1)
    #expect(table.number(of: "b") == nil)
    #expect(Array(table[0]) == Array("a".utf8))
    #expect(table[1].isEmpty)
  }

  @Test func `What came last is taken back`() {
    var table = TextTable()
    for text in ["one", "two", "three"] { _ = table.insert(text) }
    table.removeLast(2)
    #expect(table.count == 1)
    #expect(table.number(of: "one") == 0)
    #expect(table.number(of: "two") == nil)
    #expect(table.insert("three") == (1, true))
    table.removeLast(2)
    #expect(table.insert("two") == (0, true))
  }

  @Test func `Many texts are told apart, and one is not the beginning of another`() {
    var table = TextTable()
    var oracle: [String: Int] = [:]
    for number in 0..<20_000 {
      let text = String(repeating: "x", count: number % 19) + String(number % 7_000, radix: 36)
      let expected = oracle[text] ?? oracle.count
      let isNew = oracle[text] == nil
      oracle[text] = expected
      #expect(table.insert(text) == (expected, isNew))
    }
    #expect(table.count == oracle.count)
    for (text, number) in oracle { #expect(table.number(of: text) == number) }
  }
}

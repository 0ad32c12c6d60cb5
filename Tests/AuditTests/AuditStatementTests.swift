import Audit
import Cryptography
import Testing
import TradingDays

/// The text that an auditor signs, and nothing else, is read back.
@Suite struct AuditStatementTests {
  private func statement(_ verdict: AuditVerdict = .sound, files: Int = 2) throws -> AuditStatement
  {
    AuditStatement(
      code: "688360", entries: 404, root: SHA256.hash("root"),
      asOf: try #require(Day("2020-06-02")), verdict: verdict,
      files: ["audit.json", "audit.html"].prefix(files).map {
        .init(name: $0, sha256: SHA256.hash($0))
      })
  }

  @Test(arguments: AuditVerdict.allCases, 0...2)
  func `What is written is read`(_ verdict: AuditVerdict, files: Int) throws {
    let statement = try statement(verdict, files: files)
    #expect(statement.text.hasSuffix("\n"))
    #expect(AuditStatement(parsing: statement.text) == (files == 2 ? statement : nil))
  }

  @Test func `Every change of a byte is another statement or none`() throws {
    let statement = try statement()
    let bytes = Array(statement.text.utf8)
    for place in bytes.indices {
      for change in [UInt8(ascii: "0"), UInt8(ascii: " "), UInt8(ascii: "\n")]
      where bytes[place] != change {
        var other = bytes
        other[place] = change
        let read = AuditStatement(parsing: String(decoding: other, as: UTF8.self))
        #expect(read != statement)
      }
    }
    #expect(AuditStatement(parsing: statement.text + "\n") == nil)
    #expect(AuditStatement(parsing: String(statement.text.dropLast())) == nil)
    #expect(AuditStatement(parsing: "") == nil)
  }

  @Test(arguments: ["0404", "+404", "404 ", "4_04", ""])
  func `A number has one form`(_ number: String) throws {
    let text = try statement().text.replacing("journal 404 ", with: "journal \(number) ")
    #expect(AuditStatement(parsing: text) == nil)
  }
}

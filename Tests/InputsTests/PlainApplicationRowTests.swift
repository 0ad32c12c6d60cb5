import Inputs
import Offerings
import Testing

/// Rows that are read in one pass against the same rows read field by field, in another order of
/// columns.
struct PlainApplicationRowTests {
  private static let names = [
    "a", "A-._9", "", "a b", "ä", "a\"", String(repeating: "n", count: 64),
    String(repeating: "n", count: 65),
  ]
  private static let shares = [
    "500", "2000", "2500", "0", "0500", "501", "", "x", "5e2", "-500", "+500", " 500",
    "999999999999999999", "1000000000000000000",
  ]
  private static let salts = [
    String(repeating: "0", count: 32), "0123456789abcdef0123456789abcdef",
    String(repeating: "F", count: 32), String(repeating: "f", count: 31),
    String(repeating: "f", count: 33), "",
  ]

  private struct Reading: Equatable {
    var rules: [String] = []
    var leaves: [String] = []
    var lots: [Int64] = []
  }

  private func reading(_ text: String) throws -> Reading {
    var reading = Reading()
    do {
      let list = try applications(text).value
      reading.leaves = (0..<list.count).map { String(decoding: list.leaf(at: $0), as: UTF8.self) }
      reading.lots = (0..<list.count).map { list.lots(at: $0) }
    } catch let refusal as InputRefusal {
      reading.rules = refusal.faults.map { "\($0.place.line) \($0.rule)" }.sorted()
    }
    return reading
  }

  @Test(arguments: ["\n", "\r\n", ""])
  func `Every kind of row is read alike both ways`(end: String) throws {
    for name in Self.names {
      for shares in Self.shares {
        let before = "first,500\n"
        let plain = try reading("account,shares\n\(before)\(name),\(shares)\(end)")
        let turned = try reading("shares,account\n500,first\n\(shares),\(name)\(end)")
        #expect(plain == turned, "\(name),\(shares)")
      }
    }
  }

  @Test func `Salts are read alike both ways`() throws {
    let good = Self.salts[0]
    for salt in Self.salts {
      let plain = try reading(
        "account,shares,salt\na,500,\(good)\nb,1000,\(salt)\nc,500,\(good)\n")
      let turned = try reading(
        "salt,account,shares\n\(good),a,500\n\(salt),b,1000\n\(good),c,500\n")
      #expect(plain == turned, "\(salt)")
      #expect(plain.rules.isEmpty == Self.salts.prefix(2).contains(salt))
    }
  }

  /// A bad row among good ones, and good ones after it: the list is never made of what lies between.
  @Test func `A row read the slow way among plain ones`() throws {
    let list = try reading("account,shares\na,500\n\"b\",1000\nc,500\r\nd,1500\ne,500")
    #expect(list.leaves == ["a,500", "b,1000", "c,500", "d,1500", "e,500"])
    #expect(list.lots == [1, 2, 1, 3, 1])
    let bad = try reading("account,shares\na,500\n,500\na,500\nb,501\nb,500\nx\nb,500\n")
    #expect(
      bad.rules == [
        "3 malformedName", "4 duplicateAccount", "5 sharesNotOnTheLot", "6 duplicateAccount",
        "7 wrongFieldCount", "8 duplicateAccount",
      ])
  }
}

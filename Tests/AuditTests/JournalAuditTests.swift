import Audit
import CanonicalJSON
import Cryptography
import Ledger
import Offerings
import Quantities
import Testing
import TradingDays
import Transparency

/// The audit that reads bytes in parts against the plain one, on journals that were changed in every way.
@Suite struct JournalAuditTests {
  /// Entries before they are chained; changes to them are changes of somebody who hashes anew.
  static func entries(bookings: Int = 6) -> [JSONValue] {
    var entries: [JSONValue] = []
    func add(
      _ id: String, _ kind: EntryKind, _ body: JSONObject, _ rows: [(String, String, String)] = []
    ) {
      var body = body
      body["by"] = "desk-a"
      entries.append([
        "at": "2020-05-21T08:00:00Z", "body": .object(body), "id": .string(id),
        "kind": .string(kind.rawValue),
        "postings": .array(
          rows.map { ["account": .string($0), "amount": .string($1), "unit": .string($2)] }),
      ])
    }
    add(
      "opening/terms", .opening, ["clock": "fixed", "terms": ["code": "688999"]],
      [("issuer", "-1000", "688999"), ("tranche:online", "1000", "688999")])
    add("opening/close", .gate, ["clear": ["escrow"], "closes": "opening"])
    add("a/fact/x", .fact, ["name": "x", "value": ["说": "\"\n"]])
    add(
      "a/allotment/1", .allotment, ["part": 1],
      [
        ("investor:A", "-12560.00", "CNY"), ("receivable:online:A", "12560.00", "CNY"),
        ("tranche:online", "-1000", "688999"), ("allotted:online:A", "1000", "688999"),
      ])
    add("a/close", .gate, ["clear": ["tranche"], "closes": "a"])
    func booking(_ name: String, _ actions: [(String, [(String, String, String)])]) {
      for (place, action) in actions.enumerated() {
        var body: JSONObject = ["action": .string(action.0)]
        if place == actions.count - 1 { body["closes"] = .string("booking-\(name)") }
        add("booking-\(name)/\(place + 1)", .booking, body, action.1)
      }
    }
    for number in 0..<bookings {
      let account = "deposit:A\(number % 3)"
      booking("t\(number)", [("deposit", [("custody", "-5.00", "CNY"), (account, "5.00", "CNY")])])
    }
    let (free, hold) = ("deposit:A0", "deposit:A0:blocked:h")
    booking(
      "u1",
      [
        ("hold", [(free, "-3.00", "CNY"), (hold, "3.00", "CNY")]),
        (
          "capture",
          [(hold, "-3.00", "CNY"), ("custody", "1.00", "CNY"), (free, "2.00", "CNY")]
        ),
      ])
    booking("u2", [("hold", [(free, "-3.00", "CNY"), (hold, "3.00", "CNY")])])
    booking("u3", [("release", [(hold, "-3.00", "CNY"), (free, "3.00", "CNY")])])
    booking("u4", [("withdraw", [(free, "-1.00", "CNY"), ("custody", "1.00", "CNY")])])
    return entries
  }

  /// Numbers and chains the entries.
  static func journal(_ entries: [JSONValue]) -> [UInt8] {
    var bytes: [UInt8] = []
    var prev = Digest.zero
    for (number, entry) in entries.enumerated() {
      guard case .object(var object) = entry else { continue }
      object["prev"] = .string(prev.hex)
      object["seq"] = .integer(Int64(number))
      let line = JSONValue.object(object).canonicalBytes
      prev = SHA256.hash([0] + line)
      bytes += line + [UInt8(ascii: "\n")]
    }
    return bytes
  }

  private func compare(_ bytes: [UInt8], sizes: Set<UInt64> = []) {
    let plain = PlainAudit(bytes)
    let audit = JournalAudit(bytes, sizes: sizes)
    let found = audit.findings.map { "\($0.entry.map(String.init) ?? "nil") \($0.rule)" }
    #expect(found == plain.findings)
    #expect(audit.entryCount == Int64(plain.leaves.count))
    #expect(audit.root == root(plain.leaves))
    for size in sizes where size <= plain.leaves.count {
      #expect(audit.root(at: size) == root(plain.leaves.prefix(Int(size))))
    }
    #expect(Set(plain.bookings).count <= Int(audit.bookingCount))
    var balances: [String: Int64] = [:]
    for commodity in Commodity.allCases {
      for (account, amount) in audit.balances.open(commodity) {
        balances["\(account) \(commodity)"] = amount
      }
    }
    #expect(balances == plain.balances.filter { $0.value != 0 })
  }

  private func root(_ leaves: some Sequence<Digest>) -> Digest {
    MerkleTree.root(of: Array(leaves))
  }

  @Test func `A sound journal has nothing to be found`() {
    let bytes = Self.journal(Self.entries())
    let audit = JournalAudit(bytes, sizes: [])
    #expect(audit.findings == [])
    #expect(audit.operations.map(\.id) == ["opening", "a"])
    let isClosed = audit.operations.allSatisfy { $0.isClosed }
    #expect(isClosed)
    #expect(audit.bookingCount == 10)
    #expect(audit.operations[1].entries.map(\.id) == ["a/fact/x", "a/allotment/1", "a/close"])
    #expect(audit.operations[1].entries.map(\.seq) == [2, 3, 4])
    #expect(audit.operations[1].entries.count == 3)
    compare(bytes, sizes: Set(0...20))
  }

  @Test func `Every line left out, doubled, moved or cut`() {
    let lines = Self.journal(Self.entries()).split(separator: UInt8(ascii: "\n"))
    func joined(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
      lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    }
    for place in lines.indices {
      var changed = lines
      changed.remove(at: place)
      compare(joined(changed))
      for target in lines.indices {
        changed = lines
        changed.insert(lines[place], at: target)
        compare(joined(changed))
      }
      changed = lines
      changed[place] = changed[place].dropLast(7)
      compare(joined(changed))
    }
    compare(joined(lines).dropLast())
    compare([])
    compare([UInt8(ascii: "\n")])
  }

  @Test func `Bytes changed anywhere`() {
    let bytes = Self.journal(Self.entries())
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var changed = bytes
      changed[place] ^= place.isMultiple(of: 2) ? 1 : 0x20
      compare(changed)
    }
  }

  @Test func `Entries changed by somebody who hashes anew`() {
    let entries = Self.entries()
    let values: [JSONValue] = [
      "", "1", "-1", "5.00", "-5.00", "2020-05-21T07:59:59Z", "deposit:A1", "deposit:A0", "custody",
      "booking-t1", "booking-t1/1", "booking", "hold", "desk-b", "a/close", "说", "688999", .null,
      "92233720368547758.07", "deposit:A0:blocked:h", "nowhere", 1, [], [:],
    ]
    for place in entries.indices {
      for path in paths(of: entries[place]) {
        for value in values {
          var changed = entries
          changed[place] = replacing(path[...], in: entries[place], by: value)
          compare(Self.journal(changed))
        }
      }
    }
  }

  @Test func `Entries in another order by somebody who hashes anew`() {
    let entries = Self.entries()
    for place in entries.indices {
      for target in entries.indices {
        var changed = entries
        changed.insert(changed.remove(at: place), at: target)
        compare(Self.journal(changed))
        changed = entries
        changed.insert(entries[place], at: target)
        compare(Self.journal(changed))
      }
    }
  }

  @Test func `A journal of several parts is read as one`() {
    let entries = Self.entries(bookings: 7_000)
    let bytes = Self.journal(entries)
    #expect(bytes.count > 2 << 20)
    compare(bytes, sizes: [1, 2_999, 3_000, 5_000, UInt64(entries.count)])
    // Lines longer than a part, and one that no part begins with.
    var lines = bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    lines[4_000] = [UInt8](repeating: UInt8(ascii: "x"), count: 3 << 20)
    lines.append(lines[17])
    compare(lines.flatMap { $0 + [UInt8(ascii: "\n")] })
  }

  private func paths(of value: JSONValue) -> [[String]] {
    switch value {
    case .object(let object):
      object.flatMap { key, value in [[key]] + paths(of: value).map { [key] + $0 } }
    case .array(let values):
      values.enumerated().flatMap { place, value in paths(of: value).map { ["\(place)"] + $0 } }
    default: []
    }
  }

  private func replacing(
    _ path: ArraySlice<String>, in value: JSONValue, by other: JSONValue
  ) -> JSONValue {
    guard let key = path.first else { return other }
    switch value {
    case .object(var object):
      object[key] = object[key].map { replacing(path.dropFirst(), in: $0, by: other) }
      return .object(object)
    case .array(var values):
      guard let place = Int(key) else { return value }
      values[place] = replacing(path.dropFirst(), in: values[place], by: other)
      return .array(values)
    default: return value
    }
  }
}

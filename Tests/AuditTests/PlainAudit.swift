import CanonicalJSON
import Cryptography
import Ledger
import Quantities
import TradingDays
import Transparency

/// The rules of Specs/journal.md line by line, on values, in one thread and with everything kept: what
/// the reader of bytes is held against.
struct PlainAudit {
  /// The entry and the rule of every finding, in their order.
  private(set) var findings: [String] = []
  private(set) var leaves: [Digest] = []
  private(set) var balances: [String: Int64] = [:]
  private(set) var bookings: Set<String> = []

  private var last: (leaf: Digest, at: Instant)?
  private var ids: Set<String> = []
  private var operations: Set<String> = []
  private var current: (id: String, actor: String?, isClosed: Bool, entries: Int)?
  private var code: String?

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let rest = lines.removeLast()
    for line in lines { take(Array(line)) }
    if !rest.isEmpty { add("truncatedLastLine") }
    if let current, !current.isClosed {
      findings.append("\(leaves.count - 1) operationNotClosed")
    }
    for (account, amount) in balances
    where account.hasPrefix("register:") && account.hasSuffix(" shares") && amount < 0 {
      findings.append("nil negativeHolding")
    }
  }

  private mutating func add(_ rule: String) { findings.append("\(leaves.count) \(rule)") }

  private mutating func take(_ line: [UInt8]) {
    if line.count > 65_535 { add("entryTooLarge") }
    let leaf = SHA256.hash([0] + line)
    var at = last?.at ?? .earliest
    if let rule = unreadable(line) {
      add(rule)
    } else if let entry = try? JSONParser.parse(line) {
      at = entry["at"]?.stringValue.flatMap { Instant(utc: $0) } ?? at
      check(entry, at)
    }
    last = (leaf, at)
    leaves.append(leaf)
  }

  private mutating func unreadable(_ line: [UInt8]) -> String? {
    guard let entry = try? JSONParser.parse(line) else { return "malformedEntry" }
    guard entry.canonicalBytes == line else { return "notCanonical" }
    let members = ["at", "body", "id", "kind", "postings", "prev", "seq"]
    guard entry.objectValue?.keys == members,
      entry["at"]?.stringValue.flatMap({ Instant(utc: $0) }) != nil,
      entry["body"]?.objectValue != nil, entry["id"]?.stringValue != nil,
      entry["kind"]?.stringValue.flatMap(EntryKind.init(rawValue:)) != nil,
      entry["prev"]?.stringValue != nil, entry["seq"]?.integerValue != nil,
      let rows = entry["postings"]?.arrayValue
    else { return "malformedEntry" }
    let own = code ?? (leaves.isEmpty ? entry["body"]?["terms"]?["code"]?.stringValue : nil)
    for row in rows {
      guard row.objectValue?.keys == ["account", "amount", "unit"],
        row["account"]?.stringValue != nil, let unit = row["unit"]?.stringValue,
        unit == "CNY" || own == nil || unit == own, Self.amount(row) != nil
      else { return "malformedPosting" }
    }
    return nil
  }

  private static func amount(_ row: JSONValue) -> Int64? {
    guard let text = row["amount"]?.stringValue else { return nil }
    let decimals = row["unit"] == "CNY" ? 2 : 0
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let size = try? DecimalText.parse(digits, decimals: decimals, as: ""), size != 0 else {
      return nil
    }
    let amount = text.hasPrefix("-") ? -size : size
    return DecimalText.plain(amount, decimals: decimals) == text ? amount : nil
  }

  private mutating func check(_ entry: JSONValue, _ at: Instant) {
    let body = entry["body"] ?? [:]
    let id = entry["id"]?.stringValue ?? ""
    let kind = entry["kind"]?.stringValue ?? ""
    if entry["seq"]?.integerValue != Int64(leaves.count) { add("wrongSequence") }
    if entry["prev"]?.stringValue != (last?.leaf ?? .zero).hex { add("brokenChain") }
    if let before = last?.at, at < before { add("clockWentBack") }
    if !ids.insert(id).inserted { add("duplicateEntryID") }
    if leaves.isEmpty {
      code = body["terms"]?["code"]?.stringValue
      if kind != "opening" { add("noOpening") }
    }
    let rows = entry["postings"]?.arrayValue ?? []
    let before = balances
    post(rows)
    place(String(id.prefix { $0 != "/" }), by: body["by"]?.stringValue)
    if current?.id.hasPrefix("booking-") == true, !isBooking(entry, rows, before) {
      add("bookingDiffers")
    }
    if body["closes"]?.stringValue != nil || kind == "gate" { close(body) }
  }

  private mutating func post(_ rows: [JSONValue]) {
    for isCash in [true, false] {
      let sum = rows.filter { ($0["unit"] == "CNY") == isCash }
        .reduce(Int128(0)) { $0 + Int128(Self.amount($1) ?? 0) }
      if sum != 0 { add("unbalancedEntry") }
    }
    var low: [String] = []
    for row in rows {
      guard let path = row["account"]?.stringValue, let amount = Self.amount(row) else { continue }
      let posting =
        row["unit"] == "CNY"
        ? Posting(Account(path: path), cash: Money(fen: amount))
        : Posting(Account(path: path), shares: Shares(amount))
      let key = "\(path) \(posting.commodity)"
      if !ChartOfAccounts.standard.allows(posting) { add("accountNotOnChart") }
      let (sum, overflow) = balances[key, default: 0].addingReportingOverflow(amount)
      if overflow { add("overflow") } else { balances[key] = sum }
      let hasFloor = ChartOfAccounts.standard.index(of: posting.account, posting.commodity).map {
        ChartOfAccounts.standard.kinds[$0].floors.contains(posting.commodity)
      }
      if hasFloor == true, amount < 0, !low.contains(key) { low.append(key) }
    }
    for key in low where (balances[key] ?? 0) < 0 { add("overdrawn") }
  }

  private mutating func place(_ operation: String, by actor: String?) {
    let actor = actor.flatMap { $0.wholeMatch(of: /[A-Za-z0-9._-]{1,64}/) == nil ? nil : $0 }
    if current?.id == operation {
      if current?.isClosed == true { add("operationNotClosed") }
    } else {
      if let current, !current.isClosed { add("operationNotClosed") }
      if !operations.insert(operation).inserted { add("operationNotClosed") }
      current = (operation, actor, false, 0)
      if operation.hasPrefix("booking-") { bookings.insert(operation) }
    }
    current?.entries += 1
    if actor == nil {
      add("actorMissing")
    } else if let first = current?.actor, first != actor {
      add("actorChanges")
    }
  }

  /// What Specs/bookings.md says, with the balances before the entry.
  private func isBooking(
    _ entry: JSONValue, _ rows: [JSONValue], _ before: [String: Int64]
  ) -> Bool {
    guard let current, entry["kind"] == "booking", let body = entry["body"],
      entry["id"]?.stringValue == "\(current.id)/\(current.entries)",
      current.id.wholeMatch(of: /booking-[A-Za-z0-9._-]{1,64}/) != nil,
      body.objectValue?.allSatisfy({
        ["action", "by", "closes"].contains($0.key) && $0.value.stringValue != nil
      }) ?? false
    else { return false }
    let said = rows.map {
      "\($0["account"]?.stringValue ?? "") \(Self.amount($0) ?? 0) \($0["unit"]?.stringValue ?? "")"
    }
    guard let last = said.last?.split(separator: " "), let amount = Self.amount(rows[0]) else {
      return false
    }
    let gone = -amount
    let own = rows[0]["account"]?.stringValue ?? ""
    let to = String(last[0])
    func free(_ blocked: String) -> String {
      blocked.split(separator: ":").prefix(2).joined(separator: ":")
    }
    let kept = before["\(own) cash"] ?? 0
    switch body["action"]?.stringValue {
    case "deposit":
      return gone > 0 && to.split(separator: ":").count == 2
        && said == ["custody \(-gone) CNY", "\(to) \(gone) CNY"] && to.hasPrefix("deposit:")
    case "withdraw":
      return gone > 0 && own.split(separator: ":").count == 2 && own.hasPrefix("deposit:")
        && said == ["\(own) \(-gone) CNY", "custody \(gone) CNY"]
    case "hold":
      return gone > 0 && to.contains(":blocked:") && free(to) == own
        && (before["\(to) cash"] ?? 0) == 0
        && said == ["\(own) \(-gone) CNY", "\(to) \(gone) CNY"]
    case "release":
      return gone > 0 && gone == kept && own.contains(":blocked:")
        && said == ["\(own) \(-gone) CNY", "\(free(own)) \(gone) CNY"]
    case "capture":
      guard gone > 0, gone == kept, own.contains(":blocked:"), rows.count >= 2,
        let used = Self.amount(rows[1]), used > 0
      else { return false }
      return said == ["\(own) \(-gone) CNY", "custody \(used) CNY"]
        + (gone > used ? ["\(free(own)) \(gone - used) CNY"] : [])
    default: return false
    }
  }

  private mutating func close(_ body: JSONValue) {
    if body["closes"]?.stringValue != current?.id { add("operationNotClosed") }
    current?.isClosed = true
    let clear = (body["clear"]?.arrayValue ?? []).compactMap(\.stringValue)
    let isOpen = balances.contains { key, amount in
      amount != 0 && clear.contains { key.hasPrefix($0 + ":") || key.hasPrefix($0 + " ") }
    }
    if isOpen { add("gateNotClear") }
  }
}

import CanonicalJSON
import Ledger
import Offerings
import Quantities

/// What a journal says of its draws: picked out of the lines, nothing is made again here.
struct RecordedDraws {
  /// One decision with the place of its entry.
  struct Decision {
    let entry: Int64
    let body: JSONValue
  }

  /// Shares that online winners were allotted, by account.
  private(set) var allotted: [String: Int64] = [:]
  /// Lots to be won, as the clawback decided: 0 where nothing is drawn.
  private(set) var toBeWon: String?
  private(set) var freeze: Decision?
  private(set) var online: Decision?
  private(set) var lock: Decision?
  /// What parties revealed, in the journal's order.
  private(set) var reveals: [(entry: Int64, party: String, secret: String)] = []
  /// What ceremonies announced: tails, and accounts to be locked.
  private(set) var announcedTails: JSONValue?
  private(set) var lockedAccounts: JSONValue?
  private(set) var beacon: Decision?

  init(_ journal: [UInt8], code: String) {
    var start = 0
    var number: Int64 = 0
    while let end = journal[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let entry = try? AuditedEntry(journal[start..<end], number: number, code: code) {
        take(entry, number)
      }
      number += 1
      start = end + 1
    }
  }

  private mutating func take(_ entry: AuditedEntry, _ number: Int64) {
    switch entry.id {
    case "clawback/decision": toBeWon = entry.body["winners"]?.stringValue
    case "freeze/decision": freeze = Decision(entry: number, body: entry.body)
    case "draw/decision": online = Decision(entry: number, body: entry.body)
    case "offline-lock/decision":
      lock = entry.body["draw"].map { Decision(entry: number, body: $0) }
    default: break
    }
    if entry.kind == .fact, let value = entry.body["value"] {
      switch entry.body["name"]?.stringValue {
      case "reveals":
        reveals += (value.objectValue.map(Array.init) ?? []).map { member in
          (number, member.key, member.value.stringValue ?? "")
        }
      case "announced_tails": announcedTails = value
      case "locked_accounts": lockedAccounts = value
      case "beacon": beacon = Decision(entry: number, body: value)
      default: break
      }
    }
    guard entry.kind == .allotment else { return }
    for posting in entry.postings where posting.account.isWithin("allotted:online") {
      let account = posting.account.path.dropFirst("allotted:online:".count)
      allotted[String(account), default: 0] += posting.amount
    }
  }
}

import Allotment
import CanonicalJSON
import Cryptography
import Inputs
import Ledger
import Lottery
import Offerings
import Quantities

/// Draws again from what the journal recorded of each draw, and compares every winner: the tails with
/// the seed or the ceremony's announcement, the winning lots with what the accounts were allotted, the
/// locked offline accounts with their ranks.
public struct DrawReplay {
  /// One draw that was made again.
  public struct Draw: Equatable, Sendable {
    public let name: String
    public let method: String
    public let grade: String
    /// Numbers in the urn and numbers that won.
    public let numbers: Int64
    public let winners: Int64
  }

  public private(set) var draws: [Draw] = []
  public private(set) var findings: [AuditFinding] = []

  private let code: String
  private var allotted: [String: Int64] = [:]
  /// Lots to be won, as the clawback decided: 0 where nothing is drawn.
  private var toBeWon: String?
  private var online: (entry: Int64, body: JSONValue)?
  private var lock: (entry: Int64, body: JSONValue)?

  /// - Parameter applications: the list that the journal sealed; its order is the numbering.
  public init(_ journal: [UInt8], applications: ApplicationList, terms: Terms) {
    code = terms.code
    read(journal)
    if let online { replayOnline(online.entry, online.body, applications, terms) }
    if let lock { replayLock(lock.entry, lock.body, terms) }
  }

  /// Picks the draws and the online allotments out of the lines.
  private mutating func read(_ journal: [UInt8]) {
    var start = 0
    var number: Int64 = 0
    while let end = journal[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let entry = try? AuditedEntry(journal[start..<end], number: number, code: code) {
        if entry.id == "clawback/decision" { toBeWon = entry.body["winners"]?.stringValue }
        if entry.id == "draw/decision" { online = (number, entry.body) }
        if entry.id == "offline-lock/decision", let draw = entry.body["draw"] {
          lock = (number, draw)
        }
        for posting in entry.postings
        where entry.kind == .allotment && posting.account.isWithin("allotted:online") {
          let account = posting.account.path.dropFirst("allotted:online:".count)
          allotted[String(account), default: 0] += posting.amount
        }
      }
      number += 1
      start = end + 1
    }
  }

  private mutating func replayOnline(
    _ entry: Int64, _ body: JSONValue, _ list: ApplicationList, _ terms: Terms
  ) {
    do {
      guard let first = Self.integer(body["first"]), let winners = Self.integer(body["winners"]),
        let grade = body["grade"]?.stringValue
      else { throw ReplayFault("a draw with first, winners and grade") }
      let numbers = try NumberRange(first: first, count: list.totalLots)
      compare("count", entry, body["count"]?.stringValue, String(numbers.count))
      var won: [(row: Int, lots: Int64)] = (0..<list.count).map { ($0, list.lots(at: $0)) }
      if grade != "none" {
        let tails = try tails(body, grade, numbers, winners, terms)
        compare("tails", entry, body["tails"]?.canonicalText, tails.canonical.canonicalText)
        compare("winners", entry, String(winners), String(tails.winners(in: numbers)))
        compare("lots to be won", entry, toBeWon, String(winners))
        won = list.winners(of: tails.winningNumbers(in: numbers).map { $0 - first })
      }
      compareWinners(entry, list, won)
      draws.append(
        Draw(
          name: "online", method: grade == "none" ? "none" : "tail-numbers \(terms.lottery.nines)",
          grade: grade, numbers: numbers.count, winners: winners))
    } catch {
      findings.append(
        AuditFinding(
          "notReplayable", entry: entry, found: "\(error)",
          expected: "a draw that can be made again"))
    }
  }

  /// A ceremony's tails are what they are and are counted; a seed's are drawn again.
  private mutating func tails(
    _ body: JSONValue, _ grade: String, _ numbers: NumberRange, _ winners: Int64, _ terms: Terms
  ) throws -> TailNumbers {
    if grade == "announced" {
      let texts = body["tails"]?.objectValue?.flatMap { $0.value.arrayValue ?? [] } ?? []
      return try TailNumbers(
        texts.compactMap(\.stringValue).sorted { $0.utf8.count < $1.utf8.count }
          .map { try TailNumber(parsing: $0) })
    }
    guard let seed = body["seed"]?.stringValue.flatMap({ Digest(hex: $0) }) else {
      throw ReplayFault("a seed of 64 hex digits")
    }
    compare("seed", Int64(online?.entry ?? 0), seed.hex, terms.lottery.seed?.hex ?? "none")
    return try TailNumberDraw.draw(
      in: numbers, winners: winners, nines: terms.lottery.nines, seed: seed)
  }

  private mutating func compareWinners(
    _ entry: Int64, _ list: ApplicationList, _ won: [(row: Int, lots: Int64)]
  ) {
    guard !allotted.isEmpty else { return }
    var left = allotted
    for (row, lots) in won {
      let account = list.account(at: row)
      let shares = left.removeValue(forKey: account) ?? 0
      compare("allotment of \(account)", entry, String(shares), String(lots * list.lot.count))
    }
    for (account, shares) in left.sorted(by: { $0.key < $1.key }) {
      compare("allotment of \(account)", entry, String(shares), "0")
    }
  }

  /// The accounts whose offline shares are locked, by rank.
  private mutating func replayLock(_ entry: Int64, _ draw: JSONValue, _ terms: Terms) {
    do {
      // What a ceremony announced is sealed as a fact; there is nothing to draw again.
      guard draw["grade"]?.stringValue != "announced" else { return }
      guard let count = Self.integer(draw["count"]), let winners = Self.integer(draw["winners"]),
        let seed = draw["seed"]?.stringValue.flatMap({ Digest(hex: $0) }),
        let grade = draw["grade"]?.stringValue
      else { throw ReplayFault("a draw with count, winners, seed and grade") }
      let drawn = try RankedDraw.draw(
        in: NumberRange(first: 1, count: count), winners: winners, seed: seed)
      let numbers = JSONValue.array(drawn.map { .string(String($0)) })
      compare("numbers", entry, draw["numbers"]?.canonicalText, numbers.canonicalText)
      compare(
        "seed", entry, seed.hex, terms.lottery.accountDrawSeed(code: terms.code)?.hex ?? "none")
      draws.append(
        Draw(
          name: "offline-lock", method: "ranked", grade: grade, numbers: count, winners: winners))
    } catch {
      findings.append(
        AuditFinding(
          "notReplayable", entry: entry, found: "\(error)",
          expected: "a draw that can be made again"))
    }
  }

  private mutating func compare(
    _ what: String, _ entry: Int64, _ found: String?, _ expected: String
  ) {
    guard found != expected else { return }
    findings.append(
      AuditFinding(
        "drawDiffers", entry: entry, found: "\(what) \(found ?? "missing")",
        expected: "\(what) \(expected)"))
  }

  private static func integer(_ value: JSONValue?) -> Int64? {
    value?.stringValue.flatMap { Int64($0) }
  }
}

/// What a recorded draw lacks.
private struct ReplayFault: Error, CustomStringConvertible {
  let description: String

  init(_ missing: String) { description = "not \(missing)" }
}

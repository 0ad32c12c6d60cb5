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
  private let recorded: RecordedDraws

  /// - Parameter applications: the list that the journal sealed; its order is the numbering.
  /// - Complexity: O(journal + applications): the list's root is computed again.
  public init(_ journal: [UInt8], applications: ApplicationList, terms: Terms) {
    code = terms.code
    recorded = RecordedDraws(journal, code: terms.code)
    let root = applications.root()
    if let freeze = recorded.freeze { replayFreeze(freeze, applications, root) }
    if let online = recorded.online { replayOnline(online, applications, root, terms) }
    if let lock = recorded.lock { replayLock(lock, applications, root, terms) }
  }

  private mutating func replayFreeze(
    _ freeze: RecordedDraws.Decision, _ list: ApplicationList, _ root: Digest
  ) {
    let body = freeze.body
    compare("root", freeze.entry, body["applications"]?.stringValue, root.hex)
    compare(
      "accounts", freeze.entry, body["accounts"]?.integerValue.map { String($0) },
      String(list.count))
    compare("shares", freeze.entry, body["shares"]?.stringValue, String(list.totalShares.count))
    compare("count", freeze.entry, body["count"]?.stringValue, String(list.totalLots))
    if let terms = body["terms"] {
      compare(
        "terms", freeze.entry, body["terms_sha256"]?.stringValue,
        SHA256.hash(terms.canonicalBytes).hex)
    }
  }

  private mutating func replayOnline(
    _ draw: RecordedDraws.Decision, _ list: ApplicationList, _ root: Digest, _ terms: Terms
  ) {
    let (entry, body) = (draw.entry, draw.body)
    do {
      guard let first = Self.integer(body["first"]), let winners = Self.integer(body["winners"]),
        let grade = body["grade"]?.stringValue
      else { throw ReplayFault("a draw with first, winners and grade") }
      let numbers = try NumberRange(first: first, count: list.totalLots)
      compare("count", entry, body["count"]?.stringValue, String(numbers.count))
      var won: [(row: Int, lots: Int64)] = (0..<list.count).map { ($0, list.lots(at: $0)) }
      var method = "none"
      if grade != "none" {
        let outcome = try outcome(body, grade, numbers, winners, root, terms)
        method = outcome.method.description
        let winning = outcome.drawn.winningNumbers(in: numbers)
        if let tails = outcome.drawn.tails {
          compare("tails", entry, body["tails"]?.canonicalText, tails.canonical.canonicalText)
        }
        if let lines = outcome.drawn.drawnLines {
          compare(
            "numbers", entry, body["numbers_sha256"]?.stringValue, SHA256.hash(lines).hex)
        }
        compare("winners", entry, String(winners), String(winning.count))
        compare("lots to be won", entry, recorded.toBeWon, String(winners))
        won = list.winners(of: winning.map { $0 - first })
      }
      compareWinners(entry, list, won)
      draws.append(
        Draw(
          name: "online", method: method, grade: grade, numbers: numbers.count, winners: winners))
    } catch let fault as SeedReplay.Fault {
      findings.append(
        AuditFinding(fault.rule, entry: fault.entry, found: fault.found, expected: fault.expected))
    } catch {
      findings.append(
        AuditFinding(
          "notReplayable", entry: entry, found: "\(error)",
          expected: "a draw that can be made again"))
    }
  }

  /// A ceremony's tails are what they are and are counted; a seed's winners are drawn again.
  private mutating func outcome(
    _ body: JSONValue, _ grade: String, _ numbers: NumberRange, _ winners: Int64,
    _ root: Digest, _ terms: Terms
  ) throws -> (drawn: DrawOutcome, method: DrawMethod) {
    let entry = recorded.online?.entry ?? 0
    switch grade {
    case "announced":
      let texts = body["tails"]?.objectValue?.flatMap { $0.value.arrayValue ?? [] } ?? []
      let tails = try TailNumbers(
        texts.compactMap(\.stringValue).sorted { $0.utf8.count < $1.utf8.count }
          .map { try TailNumber(parsing: $0) })
      return (.tails(tails), terms.lottery.method)
    case "demonstration":
      guard case .bare(let seed) = terms.lottery.seed else {
        throw ReplayFault("a demonstration: the terms hold no bare seed")
      }
      compare("seed", entry, body["seed"]?.stringValue, seed.hex)
      let method = terms.lottery.method
      return (try .draw(method, in: numbers, winners: winners, seed: seed), method)
    default:
      let replay = try SeedReplay(
        recorded, root: root, numbers: numbers, winners: winners, code: code)
      compare("seed text", entry, body["seed_text"]?.stringValue, replay.text.text)
      compare("seed", entry, body["seed"]?.stringValue, replay.text.seed.hex)
      return (
        try .draw(replay.method, in: numbers, winners: winners, seed: replay.text.seed),
        replay.method
      )
    }
  }

  private mutating func compareWinners(
    _ entry: Int64, _ list: ApplicationList, _ won: [(row: Int, lots: Int64)]
  ) {
    guard !recorded.allotted.isEmpty else { return }
    var left = recorded.allotted
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
  private mutating func replayLock(
    _ lock: RecordedDraws.Decision, _ list: ApplicationList, _ root: Digest, _ terms: Terms
  ) {
    let (entry, draw) = (lock.entry, lock.body)
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
      let online = try onlineSeed(list, root, terms)
      compare("seed", entry, seed.hex, OfflineLock.seed(offering: code, online: online).hex)
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

  /// The seed that both draws of an offering are made from.
  private func onlineSeed(
    _ list: ApplicationList, _ root: Digest, _ terms: Terms
  ) throws -> Digest {
    switch terms.lottery.seed {
    case .ceremony: throw ReplayFault("a draw by a seed: the terms name none")
    case .bare(let seed): return seed
    case .sealed:
      guard let winners = Self.integer(recorded.online?.body["winners"]) else {
        throw ReplayFault("an online draw before this one")
      }
      let numbers = try NumberRange(first: terms.lottery.firstNumber, count: list.totalLots)
      return try SeedReplay(
        recorded, root: root, numbers: numbers, winners: winners, code: code
      ).text.seed
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

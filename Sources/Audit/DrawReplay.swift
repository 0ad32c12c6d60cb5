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

  private let recorded: RecordedDraws
  private let list: ApplicationList
  private let root: Digest
  private let offering: Offering

  /// - Parameter applications: the list that the journal sealed; its order is the numbering.
  /// - Complexity: O(journal + applications): the list's root is computed again.
  public init(_ journal: [UInt8], applications: ApplicationList, offering: Offering) {
    self.offering = offering
    recorded = RecordedDraws(journal, code: offering.terms.code)
    list = applications
    root = applications.root()
    if let freeze = recorded.freeze { replayFreeze(freeze) }
    if let online = recorded.online {
      replay(online) { replay, draw in try replay.replayOnline(draw) }
    }
    if let lock = recorded.lock {
      replay(lock) { replay, draw in try replay.replayLock(draw) }
    }
  }

  /// What cannot be made again is a finding.
  private mutating func replay(
    _ draw: RecordedDraws.Decision,
    _ body: (inout DrawReplay, RecordedDraws.Decision) throws -> Void
  ) {
    do {
      try body(&self, draw)
    } catch let fault as SeedReplay.Fault {
      findings.append(
        AuditFinding(fault.rule, entry: fault.entry, found: fault.found, expected: fault.expected))
    } catch {
      findings.append(
        AuditFinding(
          "notReplayable", entry: draw.entry, found: "\(error)",
          expected: "a draw that can be made again"))
    }
  }

  private mutating func replayFreeze(_ freeze: RecordedDraws.Decision) {
    let (entry, body) = (freeze.entry, freeze.body)
    compare("root", entry, body["applications"]?.stringValue, root.hex)
    compare(
      "accounts", entry, body["accounts"]?.integerValue.map { String($0) }, String(list.count))
    compare("shares", entry, body["shares"]?.stringValue, String(list.totalShares.count))
    compare("count", entry, body["count"]?.stringValue, String(list.totalLots))
    compare(
      "terms", entry, body["terms"]?.canonicalText ?? "none",
      offering.drawTerms?.canonicalText ?? "none")
    compare(
      "SHA-256 of the terms", entry, body["terms_sha256"]?.stringValue ?? "none",
      offering.drawTermsDigest?.hex ?? "none")
  }

  /// The grade that terms and sealed facts lead to, by the journal alone.
  private var onlineGrade: String {
    if recorded.toBeWon == "0" { return "none" }
    if recorded.announcedTails != nil { return "announced" }
    return seedGrade
  }

  /// The grade of a draw by the offering's seed.
  private var seedGrade: String {
    switch offering.terms.lottery.seed {
    case .ceremony: "announced"
    case .bare: "demonstration"
    case .sealed: "unwitnessed"
    }
  }

  private mutating func replayOnline(_ draw: RecordedDraws.Decision) throws {
    let (entry, body) = (draw.entry, draw.body)
    guard let first = Self.integer(body["first"]), let winners = Self.integer(body["winners"])
    else { throw ReplayFault("a draw with first and winners") }
    let grade = onlineGrade
    compare("grade", entry, body["grade"]?.stringValue, grade)
    compare("first", entry, String(first), String(offering.terms.lottery.firstNumber))
    let numbers = try NumberRange(first: first, count: list.totalLots)
    compare("count", entry, body["count"]?.stringValue, String(numbers.count))
    let text = try sealedText(numbers, winners)
    compare("seed text", entry, body["seed_text"]?.stringValue ?? "none", text?.text ?? "none")
    var won: [(row: Int, lots: Int64)] = (0..<list.count).map { ($0, list.lots(at: $0)) }
    if grade != "none" {
      let outcome = try outcome(draw, numbers, winners, text)
      let winning = outcome.winningNumbers(in: numbers)
      compare(
        "tails", entry, body["tails"]?.canonicalText ?? "none",
        outcome.tails?.canonical.canonicalText ?? "none")
      compare(
        "numbers", entry, body["numbers_sha256"]?.stringValue ?? "none",
        outcome.drawnLines.map { SHA256.hash($0).hex } ?? "none")
      compare("winners", entry, String(winners), String(winning.count))
      compare("lots to be won", entry, recorded.toBeWon, String(winners))
      won = list.winners(of: winning.map { $0 - first })
    }
    compareWinners(entry, won)
    draws.append(
      Draw(
        name: LotteryTerms.drawName,
        method: grade == "none" ? "none" : offering.terms.lottery.method.description,
        grade: grade, numbers: numbers.count, winners: winners))
  }

  /// The text of a sealed seed, piece by piece from the journal; nil where none is sealed or needed.
  private func sealedText(_ numbers: NumberRange, _ winners: Int64) throws -> SeedText? {
    guard case .sealed = offering.terms.lottery.seed,
      recorded.toBeWon != "0" || recorded.beacon != nil
    else { return nil }
    return try SeedReplay(
      recorded, root: root, numbers: numbers, winners: winners, code: offering.terms.code
    ).text
  }

  /// A ceremony's tails are what they are and are counted; a seed's winners are drawn again.
  private mutating func outcome(
    _ draw: RecordedDraws.Decision, _ numbers: NumberRange, _ winners: Int64, _ text: SeedText?
  ) throws -> DrawOutcome {
    if let announced = recorded.announcedTails { return .tails(try Self.tails(announced)) }
    let seed = try onlineSeed(text)
    compare("seed", draw.entry, draw.body["seed"]?.stringValue, seed.hex)
    return try .draw(offering.terms.lottery.method, in: numbers, winners: winners, seed: seed)
  }

  private static func tails(_ announced: JSONValue) throws -> TailNumbers {
    let lists = announced.objectValue?.filter { $0.key != "source" } ?? []
    let texts = lists.flatMap { $0.value.arrayValue ?? [] }.compactMap(\.stringValue)
    return try TailNumbers(
      texts.sorted { $0.utf8.count < $1.utf8.count }.map { try TailNumber(parsing: $0) })
  }

  /// The seed that an offering's draws are made from.
  private func onlineSeed(_ text: SeedText?) throws -> Digest {
    switch offering.terms.lottery.seed {
    case .ceremony: throw ReplayFault("a draw by a seed: the terms name none")
    case .bare(let seed): return seed
    case .sealed:
      guard let text else { throw ReplayFault("a seed that is complete") }
      return text.seed
    }
  }

  private mutating func compareWinners(_ entry: Int64, _ won: [(row: Int, lots: Int64)]) {
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
  private mutating func replayLock(_ lock: RecordedDraws.Decision) throws {
    let (entry, draw) = (lock.entry, lock.body)
    let grade = recorded.lockedAccounts == nil ? seedGrade : "announced"
    compare("grade", entry, draw["grade"]?.stringValue, grade)
    // What a ceremony announced is sealed as a fact; there is nothing to draw again.
    guard grade != "announced" else { return }
    guard let count = Self.integer(draw["count"]), let winners = Self.integer(draw["winners"]),
      let drawnOnline = Self.integer(recorded.online?.body["winners"])
    else { throw ReplayFault("a draw with count and winners, after the online draw") }
    let numbers = try NumberRange(
      first: offering.terms.lottery.firstNumber, count: list.totalLots)
    let seed = OfflineLock.seed(
      offering: offering.terms.code, online: try onlineSeed(sealedText(numbers, drawnOnline)))
    compare("seed", entry, draw["seed"]?.stringValue, seed.hex)
    // Without a candidate there is nothing to draw.
    let drawn =
      count == 0
      ? []
      : try RankedDraw.draw(
        in: NumberRange(first: 1, count: count), winners: winners, seed: seed)
    let places = JSONValue.array(drawn.map { .string(String($0)) })
    compare("numbers", entry, draw["numbers"]?.canonicalText, places.canonicalText)
    draws.append(
      Draw(name: "offline-lock", method: "ranked", grade: grade, numbers: count, winners: winners))
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

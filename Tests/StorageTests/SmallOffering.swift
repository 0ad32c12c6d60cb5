import Cryptography
import Inputs
import Issuance
import Ledger
import Offerings
import SimulatedDisk
import Storage
import TradingDays
import Transparency

/// A small offering whose files and facts arrive one after the other, made from a seed.
struct SmallOffering: Sendable {
  let stages: [Stage]
  /// What the journal's operations are to be, by their ids.
  let operations: [String: Operation]

  /// All that is known at a time.
  struct Stage: Sendable {
    let files: [(name: String, bytes: [UInt8])]
    let offering: Offering
    let facts: Facts
    let passage: Passage
  }

  /// What an operation of the passage does, summed without the ledger's own books.
  struct Operation: Sendable {
    let entries: Int
    let postings: [Posting]
  }

  static let folder = "/offerings/small"
  static let keyPath = "/keys/signer.key"
  static let clock = Clock.fixed(Instant(secondsSinceEpoch: 1_590_000_000))

  init(seed: UInt64) throws {
    var chance = Chance(seed: seed)
    let text = OfferingText(&chance)
    var stages: [Stage] = []
    for arrived in text.arrivals {
      let disk = SimulatedDisk()
      let files = text.files(arrived)
      for file in files { disk.place("\(Self.folder)/\(file.name)", file.bytes) }
      let folder = OfferingFolder(Self.folder, on: disk)
      let file = try folder.readOffering()
      let inputs = try folder.readInputs(file.offering)
      let passage = try Passage.plan(file.offering, facts: file.facts, inputs: inputs)
      stages.append(
        Stage(files: files, offering: file.offering, facts: file.facts, passage: passage))
    }
    self.stages = stages
    var operations: [String: Operation] = [:]
    for step in stages[stages.count - 1].passage.steps {
      var (entries, postings) = (0, [Posting]())
      try step.entries { entry in
        entries += 1
        postings += entry.postings
      }
      operations[step.id] = Operation(entries: entries, postings: postings)
    }
    self.operations = operations
  }
}

/// The files of a small offering.
private struct OfferingText {
  private let strategic: Bool
  private let preIPO: Bool
  private let applications: Int
  private let bids: Int
  private let payments: [String]
  private let isConfirmed: Bool
  private let seed: String
  /// How much has arrived at each stage: 1 strategic, 2 applications and bids, 3 payments, 4 the listing
  /// day and the holders.
  let arrivals: [Int]

  init(_ chance: inout Chance) {
    strategic = chance.one(in: 2)
    preIPO = chance.one(in: 2)
    applications = 2 + chance.below(7)
    bids = 2 + chance.below(3)
    isConfirmed = chance.one(in: 2)
    seed = (0..<4).map { _ in
      let digits = String(chance.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    var payments: [String] = []
    let paid = ["5000.00", "12560.00", "12560.00", "13000.00"]
    for number in 1...applications where !chance.one(in: 4) {
      payments.append("A\(number),online,\(paid[chance.below(4)])")
    }
    for number in 1...bids where !chance.one(in: 12) {
      payments.append("P\(number),offline,\(chance.one(in: 6) ? "38936.00" : "400000.00")")
    }
    if chance.one(in: 3) { payments.append("STRANGER,online,100.00") }
    self.payments = payments
    arrivals = (0...4).filter { $0 == 4 || chance.one(in: 2) }
  }

  func files(_ arrived: Int) -> [(name: String, bytes: [UInt8])] {
    var files = [("offering.yaml", offering(arrived))]
    if strategic, arrived >= 1 {
      files.append(
        (
          "inputs/strategic.csv",
          "account,category,shares,paid,lock_months\nSPONSOR,sponsor,1000,26000.00,24\n"
            + "STAFF,employees,1000,25120.00,\n"
        ))
    }
    if arrived >= 2 {
      let rows = (1...applications).map { "A\($0),500\n" }.joined()
      files.append(("inputs/applications.csv", "account,shares\n" + rows))
      let bids = (1...bids).map { number in
        "FUND-\(number),P\(number),A,25.\(50 - number),\(number)00000,2020-05-18 10:00:00,\(number)\n"
      }
      files.append(
        (
          "inputs/bids.csv",
          "investor,account,class,price,shares,submitted_at,sequence\n" + bids.joined()
        ))
    }
    if arrived >= 3 {
      let rows = payments.enumerated().map { place, row in
        "\(row),2020-05-25T1\(place % 6):00:00+08:00,W-\(place)\n"
      }
      files.append(
        ("inputs/payments.csv", "account,tranche,amount,paid_at,reference\n" + rows.joined()))
    }
    if preIPO, arrived >= 4 {
      files.append(
        (
          "inputs/holders.csv",
          "account,shares,locked_until,reason\nFOUNDER,40000,,controller\nVENTURE,20000,,other\n"
        ))
    }
    return files.map { ($0.0, Array($0.1.utf8)) }
  }

  private func offering(_ arrived: Int) -> String {
    var facts = ""
    if strategic, arrived >= 1 { facts += "  strategic_final: 2000\n" }
    if arrived >= 4 { facts += "  listing_day: 2020-06-02\n" }
    if isConfirmed, arrived >= 4 { facts += "  confirmations: {registration: \(seed)}\n" }
    return """
      name: Small Offering
      code: "688999"
      currency: CNY
      rulebook: cn-star-2019
      price: "25.12"
      subscription_day: 2020-05-21
      shares:
        total: \(strategic ? 20_500 : 18_000)
        strategic: \(strategic ? 2_500 : 0)
        offline: 15000
        online: 3000
        over_allotment: 0
        offline_locked: "0"
        pre_ipo: \(preIPO ? 60_000 : 0)
      lottery:
        seed: \(seed)
      underwriter: LEAD-UNDERWRITER
      fees:
        underwriting: "50000.00"
        stamp_duty: true
      synthetic: [all]
      \(facts.isEmpty ? "" : "facts:\n")\(facts)
      """
  }
}

extension SmallOffering {
  /// A signing key, made once.
  static let key: [UInt8] = {
    guard let key = try? SigningKey(seed: [UInt8](repeating: 7, count: 32)),
      let signer = try? SignerKey(name: "tester", key: key)
    else { preconditionFailure("the seed has 32 bytes") }
    return Array((signer.text + "\n").utf8)
  }()
}

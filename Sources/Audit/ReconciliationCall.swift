import CanonicalJSON
import Offerings
import Quantities
import Reconciliation
import TradingDays

/// What a reconciliation is asked to compare: the files by their names, and by which rules.
public struct ReconciliationCall: Equatable, Sendable {
  /// Statements of the account that collects investors' money, in the order they were given.
  public var bank: [String]
  /// Statements of the issuer's own account.
  public var issuerBank: [String]
  /// The depository's list.
  public var register: String?
  /// The day the list is of, and on which breaks' ages are counted.
  public var asOf: Day
  /// Groups of movements that the statements have to show, beside those that they do show.
  public var expecting: Set<MovementGroup>
  /// What amounts may differ by; nil for as on record, else nothing.
  public var tolerance: Money?
  /// Who pays for whom; nil for as on record, else nobody.
  public var payers: String?

  public init(
    bank: [String] = [], issuerBank: [String] = [], register: String? = nil, asOf: Day,
    expecting: Set<MovementGroup> = [], tolerance: Money? = nil, payers: String? = nil
  ) {
    self.bank = bank
    self.issuerBank = issuerBank
    self.register = register
    self.asOf = asOf
    self.expecting = expecting
    self.tolerance = tolerance
    self.payers = payers
  }

  /// The sides that are compared.
  public var sides: Set<ReconciliationSide> {
    var sides: Set<ReconciliationSide> = []
    if !bank.isEmpty { sides.insert(.escrow) }
    if !issuerBank.isEmpty { sides.insert(.issuer) }
    if register != nil { sides.insert(.register) }
    return sides
  }

  /// The same call for one side alone.
  func only(_ side: ReconciliationSide) -> ReconciliationCall {
    var call = self
    if side != .escrow { call.bank = [] }
    if side != .issuer { call.issuerBank = [] }
    if side != .register { call.register = nil }
    if side == .register { call.payers = nil }
    return call
  }

  /// Every file, in the order in which a journal seals them.
  public var files: [String] { bank + issuerBank + [register, payers].compactMap { $0 } }

  /// Where files are kept that a recorded reconciliation compared, inside the offering's folder.
  public static let keptFolder = "inputs/statements"

  /// True for `inputs/statements/<name>`, the name of 1 to 100 letters, digits, dots, underscores and hyphens
  /// of ASCII, no dot first: one spelling of one place.
  public static func isKeptName(_ file: String) -> Bool {
    guard file.utf8.starts(with: "\(keptFolder)/".utf8) else { return false }
    let name = file.utf8.dropFirst(keptFolder.utf8.count + 1)
    return (1...100).contains(name.count) && name.first != UInt8(ascii: ".")
      && name.allSatisfy(AccountName.allows)
  }

  /// The call as a decision of the journal holds it.
  var body: JSONObject {
    [
      "as_of": .string(asOf.description), "bank": .array(bank.map { .string($0) }),
      "issuer_bank": .array(issuerBank.map { .string($0) }),
      "register": register.map { .string($0) } ?? .null,
      "payers": payers.map { .string($0) } ?? .null,
      "tolerance": .string((tolerance ?? .zero).canonical),
      "expecting": .array(
        MovementGroup.allCases.filter(expecting.contains).map { .string($0.rawValue) }),
    ]
  }

  /// Reads what `body` wrote; nil where it is something else.
  init?(body: JSONValue) {
    func names(_ key: String) -> [String]? {
      body[key]?.arrayValue.map { $0.compactMap(\.stringValue) }
    }
    guard let day = body["as_of"]?.stringValue.flatMap({ Day($0) }), let bank = names("bank"),
      let issuerBank = names("issuer_bank"), let register = body["register"],
      let expecting = names("expecting"), let payers = body["payers"],
      let tolerance = body["tolerance"]?.stringValue.flatMap({ try? Money(parsing: $0) })
    else { return nil }
    let files = bank + issuerBank + [register, payers].compactMap(\.stringValue)
    guard files.allSatisfy(Self.isKeptName) else { return nil }
    self.init(
      bank: bank, issuerBank: issuerBank, register: register.stringValue, asOf: day,
      expecting: Set(expecting.compactMap(MovementGroup.init(rawValue:))), tolerance: tolerance,
      payers: payers.stringValue)
  }
}

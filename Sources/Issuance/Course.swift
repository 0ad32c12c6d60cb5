import CanonicalJSON
import Ledger
import Offerings
import Quantities
import Rulebooks
import Settlement
import TradingDays

/// The passage while it is being planned. Each step is a method in a file of its own; it gives true
/// where the next one may follow, false where the passage waits or has ended.
struct Course {
  let offering: Offering
  let facts: Facts
  let inputs: RecordedInputs
  var steps: [Step] = []
  var waiting: [Waiting] = []
  var state = Passage.State.open
  var results = Results()
  /// The gates that were come to, and where they stand.
  var standings: [GateStanding] = []
  private var sealedFiles: Set<String> = []

  init(offering: Offering, facts: Facts, inputs: RecordedInputs) {
    self.offering = offering
    self.facts = facts
    self.inputs = inputs
  }

  /// The steps in the order of the timetable.
  static let order: [@Sendable (inout Course) throws -> Bool] = [
    { try $0.open() },
    { try $0.receiveBook() },
    { try $0.setPrice() },
    { try $0.placeStrategic() },
    { try $0.reallocate() },
    { try $0.freeze() },
    { try $0.reveal() },
    { try $0.takeBeacons() },
    { try $0.draw() },
    { try $0.allotOnline() },
    { try $0.allotOffline() },
    { try $0.collect() },
    { try $0.abandon() },
    { try $0.lockOffline() },
    { try $0.handOn() },
    { try $0.divideProceeds() },
    { try $0.payIssuerCosts() },
    { try $0.register() },
    { try $0.list() },
  ]

  var code: String { offering.terms.code }
  /// The offering at its price. The steps that count money are taken once there is one.
  var priced: PricedOffering {
    guard let priced = results.priced else {
      preconditionFailure("the steps after the price are taken only where it is known")
    }
    return priced
  }

  var price: Price { priced.price }

  /// Costs that no proceeds cover are refused before the price is sealed.
  func checkProceeds(at price: Price) throws {
    do {
      _ = try ProceedsStatement(of: offering.priced(at: price))
    } catch {
      throw IssuanceRefusal(error.description, key: "fees")
    }
  }

  /// A report on a day counted from T.
  func report(_ title: String, offset: Int) throws -> StepReport {
    let when = offset == 0 ? "T" : offset > 0 ? "T+\(offset)" : "T\(offset)"
    return StepReport(title, when: when, day: try offering.day(offset))
  }

  mutating func waits(_ step: String, for needs: String, until: Instant?) -> Bool {
    waiting.append(Waiting(step: step, needs: needs, until: until))
    return false
  }

  /// The end of a day counted from T, Beijing time.
  func end(of offset: Int) throws -> Instant {
    Instant.at(try offering.day(offset), hour: 24)
  }

  /// The file, for the step that reads it first; nil where an earlier step has sealed it.
  mutating func sealOnce(_ file: SealedFile?) -> SealedFile? {
    guard let file, sealedFiles.insert(file.name).inserted else { return nil }
    return file
  }

  /// An entry that seals a fact.
  static func sealed(_ operation: String, fact name: String, _ value: JSONValue) throws
    -> Entry
  {
    try Entry(
      id: "\(operation)/fact/\(name)", kind: .fact, body: ["name": .string(name), "value": value])
  }

  /// An entry that seals a file.
  static func sealed(_ operation: String, file: SealedFile) throws -> Entry {
    guard case .object(let body) = file.canonical else {
      preconditionFailure("a sealed file's canonical form is an object")
    }
    return try Entry(id: "\(operation)/input/\(file.name)", kind: .input, body: body)
  }
}

import CanonicalJSON
import Ledger
import Quantities

/// One operation of the passage from price to listing: what was decided, in words for people, and
/// the entries that record it. Steps are remade from terms, facts and inputs on every run; the
/// journal already holds the first of them, byte for byte.
public struct Step: Sendable {
  /// The operation's id, and the beginning of its entries' ids: "clawback".
  public let id: String
  public let report: StepReport
  /// Roots of the accounts that must hold nothing when the step is closed.
  public let clears: Set<String>
  private let record: @Sendable (inout EntrySink) throws -> Void

  /// - Parameter record: makes the entries in their order; the closing one is added.
  public init(
    id: String, report: StepReport, clears: Set<String> = [],
    record: @escaping @Sendable (inout EntrySink) throws -> Void
  ) {
    self.id = id
    self.report = report
    self.clears = clears
    self.record = record
  }

  /// Makes the step's entries in order and gives each to `receive`; the last one closes the step.
  public func entries(_ receive: (Entry) throws -> Void) throws {
    try withoutActuallyEscaping(receive) { receive in
      var sink = EntrySink(receive: receive)
      try record(&sink)
      try sink.post(
        Entry(
          id: "\(id)/close", kind: .gate,
          body: ["closes": .string(id), "clear": .array(clears.sorted().map { .string($0) })]))
    }
  }
}

/// A number of things as people say it: "1 account", "3,792,891 accounts".
public func counted(_ number: some BinaryInteger, _ thing: String) -> String {
  "\(DecimalText.grouped(number, decimals: 0)) \(thing)\(number == 1 ? "" : "s")"
}

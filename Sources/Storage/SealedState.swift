import Inputs
import Offerings

/// What a journal has sealed and closed, read without taking the folder's lock.
public struct SealedState: Sendable {
  public let facts: Facts
  /// The ids of closed operations.
  public let operations: Set<String>
  /// The digests of sealed files, in hex, by name.
  public let files: [String: String]

  /// - Throws: `journalUnsound` where the chain is broken.
  public init(_ journal: [UInt8]) throws {
    let recorded = RecordedJournal(journal, signedSize: 0)
    if let fault = recorded.fault { throw fault }
    facts = try FactsReader.read(sealed: recorded.sealedFacts)
    operations = Set(recorded.order)
    files = Dictionary(recorded.sealedFiles.map { ($0.name, $0.sha256) }) { first, _ in first }
  }
}

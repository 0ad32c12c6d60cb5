import Ledger

/// Where a step's entries go, one by one.
public struct EntrySink {
  private let receive: (Entry) throws -> Void

  init(receive: @escaping (Entry) throws -> Void) { self.receive = receive }

  public mutating func post(_ entry: Entry?) throws {
    if let entry { try receive(entry) }
  }
}

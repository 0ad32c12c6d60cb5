import CanonicalJSON
import Cryptography
import SimulatedDisk
import Transparency

/// Somebody who has seen a journal grow: what he saw must be there for ever, and what is new must be
/// chained on it. Reads the bytes alone.
struct JournalWitness {
  /// The journal's bytes when it was last looked at.
  private(set) var bytes: [UInt8] = []
  /// The operations, each with its first entry's number and how many there are.
  private(set) var operations: [(id: String, first: Int64, count: Int)] = []
  private(set) var root = MerkleTree.emptyRoot
  private(set) var entries: Int64 = 0
  private var frontier = MerkleFrontier()
  private var leaf = Digest.zero

  /// What is wrong with a journal or its head.
  struct Objection: Error, CustomStringConvertible {
    let description: String
  }

  /// Looks at a journal that a crash may have left with an open end: nothing of what was seen is lost, and
  /// the head is there, not behind it and not before the journal's end.
  func look(at disk: SimulatedDisk) throws {
    let journal = disk[SmallOffering.folder + "/journal.jsonl"] ?? []
    guard journal.starts(with: bytes) else {
      throw Objection(description: "lost: the journal has not what was seen of it")
    }
    guard let head = try head(on: disk) else {
      if entries > 0 { throw Objection(description: "the checkpoint is lost") }
      return
    }
    guard head.size >= UInt64(entries) else {
      throw Objection(description: "the checkpoint is of \(head.size), seen were \(entries)")
    }
    let lines = journal.count { $0 == UInt8(ascii: "\n") }
    guard head.size <= UInt64(lines) else {
      throw Objection(description: "the checkpoint is of \(head.size), the journal has \(lines)")
    }
  }

  /// Takes in what is new. All of it must be whole, closed and signed.
  mutating func see(_ disk: SimulatedDisk) throws {
    let journal = disk[SmallOffering.folder + "/journal.jsonl"] ?? []
    guard journal.starts(with: bytes) else {
      throw Objection(description: "lost: the journal has not what was seen of it")
    }
    var start = bytes.count
    var isOpen = false
    while start < journal.count {
      guard let end = journal[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        throw Objection(description: "a torn line")
      }
      isOpen = try !take(journal[start..<end])
      start = end + 1
    }
    if isOpen { throw Objection(description: "half an operation") }
    bytes = journal
    guard entries > 0 || !journal.isEmpty else { return }
    root = frontier.root
    guard let head = try head(on: disk), head.size == UInt64(entries), head.root == root else {
      throw Objection(description: "the checkpoint does not sign the journal")
    }
  }

  /// - Returns: true where the line closes its operation.
  private mutating func take(_ line: ArraySlice<UInt8>) throws -> Bool {
    let value = try JSONParser.parse(line)
    guard value["seq"]?.integerValue == entries, value["prev"]?.stringValue == leaf.hex,
      let id = value["id"]?.stringValue
    else { throw Objection(description: "the chain is broken at entry \(entries)") }
    let operation = String(id.prefix { $0 != "/" })
    if operations.last?.id != operation { operations.append((operation, entries, 0)) }
    operations[operations.count - 1].count += 1
    leaf = line.withUnsafeBytes { MerkleTree.leafHash($0) }
    frontier.append(leaf)
    entries += 1
    guard let closed = value["body"]?["closes"]?.stringValue else { return false }
    guard closed == operation else { throw Objection(description: "\(id) closes \(closed)") }
    return true
  }

  private func head(on disk: SimulatedDisk) throws -> Checkpoint? {
    guard let bytes = disk[SmallOffering.folder + "/checkpoint"] else { return nil }
    return try Checkpoint(text: SignedNote(parsing: bytes).text)
  }
}

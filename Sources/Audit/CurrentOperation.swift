import Offerings

/// The operation whose entries are being read.
struct CurrentOperation {
  private var id: ContiguousArray<UInt8> = []
  private var actor: ContiguousArray<UInt8> = []
  private(set) var isBooking = false
  private(set) var firstEntry: UInt64 = 0
  var entryCount: Int64 = 0
  var isClosed = false

  var name: String { String(decoding: id, as: UTF8.self) }

  func isNamed(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    id.withUnsafeBufferPointer { SameBytes.areSame($0, other) }
  }

  /// Whom its first entry names.
  var actorName: AccountName? { AccountName(String(decoding: actor, as: UTF8.self)) }

  var hasActor: Bool { !actor.isEmpty }

  func isBegun(by other: UnsafeBufferPointer<UInt8>) -> Bool {
    actor.withUnsafeBufferPointer { SameBytes.areSame($0, other) }
  }

  /// - Parameters:
  ///   - newActor: whom the first entry names; nil where that is no name.
  ///   - entry: the hash of the first entry's id.
  mutating func begin(
    _ operation: UnsafeBufferPointer<UInt8>, by newActor: UnsafeBufferPointer<UInt8>?,
    _ entry: UInt64
  ) {
    if newActor.map({ !isBegun(by: $0) }) ?? true {
      actor.removeAll(keepingCapacity: true)
      if let newActor { actor.append(contentsOf: newActor) }
    }
    id.removeAll(keepingCapacity: true)
    id.append(contentsOf: operation)
    isBooking = BookingShape.isOperation(operation)
    firstEntry = entry
    entryCount = 0
    isClosed = false
  }
}

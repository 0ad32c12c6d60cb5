/// The names in a folder, and the numbers of what they name: as they are on the disk, and as the program
/// sees them.
struct FolderNames {
  private(set) var durable: [String: Int] = [:]
  private(set) var visible: [String: Int] = [:]
  /// What was done since the last sync, in order.
  private(set) var pending: [Change] = []

  /// One change, which a crash leaves whole or not at all.
  enum Change {
    case add(String, Int)
    case remove(String)
    case rename(String, to: String, Int)
  }

  mutating func change(_ change: Change) {
    Self.apply(change, to: &visible)
    pending.append(change)
  }

  mutating func sync() {
    durable = visible
    pending.removeAll()
  }

  /// What is left of them.
  mutating func lose(_ loss: PowerLoss.Names, _ chance: inout Chance) {
    let count =
      switch loss {
      case .synced: 0
      case .written, .any: pending.count
      case .first(let count): min(count, pending.count)
      case .someFirst: chance.below(pending.count + 1)
      }
    for change in pending.prefix(count) where loss != .any || chance.one(in: 2) {
      Self.apply(change, to: &durable)
    }
    visible = durable
    pending.removeAll()
  }

  private static func apply(_ change: Change, to names: inout [String: Int]) {
    switch change {
    case .add(let name, let number): names[name] = number
    case .remove(let name): names[name] = nil
    case .rename(let name, let other, let number):
      if names[name] == number { names[name] = nil }
      names[other] = number
    }
  }
}

/// The accounts that a part of a journal posts to, numbered as they come, so that a posting is a number
/// and an account is looked up once a part among those of the whole journal.
struct PartAccounts {
  private struct Known {
    let hash: UInt64
    let path: Range<Int32>
  }

  private var known: ContiguousArray<Known> = []
  private var paths: ContiguousArray<UInt8> = []
  /// Numbers by hash, −1 where there is none; more than twice as many as accounts.
  private var table = ContiguousArray<Int32>(repeating: -1, count: 4096)

  var count: Int { known.count }

  func hash(of number: Int) -> UInt64 { known[number].hash }

  func withPath<Value>(
    of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let range = known[number].path
    return paths.withUnsafeBufferPointer {
      body(.init(rebasing: $0[Int(range.lowerBound)..<Int(range.upperBound)]))
    }
  }

  func path(of number: Int) -> String {
    withPath(of: number) { String(decoding: $0, as: UTF8.self) }
  }

  mutating func removeAll() {
    if known.isEmpty { return }
    known.removeAll(keepingCapacity: true)
    paths.removeAll(keepingCapacity: true)
    table.withUnsafeMutableBufferPointer { $0.update(repeating: -1) }
  }

  /// The number of the account with a path.
  mutating func number(of path: UnsafeBufferPointer<UInt8>) -> Int32 {
    let hash = Fingerprint.of(path)
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let number = table[slot]
      if number < 0 { break }
      if known[Int(number)].hash == hash, isPath(of: Int(number), path) { return number }
      slot = (slot + 1) & mask
    }
    let number = Int32(known.count)
    table[slot] = number
    let start = Int32(paths.count)
    paths.append(contentsOf: path)
    known.append(Known(hash: hash, path: start..<Int32(paths.count)))
    if 2 * known.count > table.count { grow() }
    return number
  }

  private func isPath(of number: Int, _ path: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = known[number].path
    guard range.count == path.count else { return false }
    return paths.withUnsafeBufferPointer { own in
      SameBytes.areSame(
        .init(rebasing: own[Int(range.lowerBound)..<Int(range.upperBound)]), path)
    }
  }

  private mutating func grow() {
    table = ContiguousArray(repeating: -1, count: 2 * table.count)
    let mask = table.count - 1
    for (number, account) in known.enumerated() {
      var slot = Int(truncatingIfNeeded: account.hash) & mask
      while table[slot] >= 0 { slot = (slot + 1) & mask }
      table[slot] = Int32(number)
    }
  }
}

/// Comparing bytes eight at a time.
enum SameBytes {
  @inline(__always)
  static func areSame(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count else { return false }
    guard let own = left.baseAddress, let other = right.baseAddress else { return true }
    let (first, second) = (UnsafeRawPointer(own), UnsafeRawPointer(other))
    var place = 0
    while place + 8 <= left.count {
      guard
        first.loadUnaligned(fromByteOffset: place, as: UInt64.self)
          == second.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      else { return false }
      place += 8
    }
    while place < left.count {
      if own[place] != other[place] { return false }
      place += 1
    }
    return true
  }
}

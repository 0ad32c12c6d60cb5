import Lottery

extension SHA256Generator {
  /// 0 ..< count in an order of chance (Fisher–Yates).
  mutating func order(_ count: Int) -> [UInt32] {
    var order = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      for index in 0..<count { buffer.initializeElement(at: index, to: UInt32(index)) }
      filled = count
    }
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, Int(below(UInt64(index + 1))))
    }
    return order
  }
}

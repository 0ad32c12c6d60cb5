import Cryptography
import Offerings

/// Memory that lines are written into, one behind the other, without a text in between.
///
/// The memory must be large enough: whoever makes it knows the longest line.
struct LineWriter {
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) { self.memory = memory }

  /// Everything that was written.
  var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: memory[..<count]) }

  func bytes(from start: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[start..<count])
  }

  mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  /// The path of the account on that side of an action.
  mutating func put(_ action: Booking.Action, _ side: Booking.Side) {
    guard side != .custody else { return put("custody") }
    put("deposit:")
    put(action.account.text)
    if side == .hold, let hold = action.hold {
      put(":blocked:")
      put(hold.text)
    }
  }

  mutating func put(integer value: UInt64) {
    var digits = 1
    var rest = value / 10
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    rest = value
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      memory[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
    count += digits
  }

  /// Yuan with two decimals.
  mutating func put(fen amount: Int64) {
    if amount < 0 { put("-") }
    let (yuan, fen) = amount.magnitude.quotientAndRemainder(dividingBy: 100)
    put(integer: yuan)
    memory[count] = UInt8(ascii: ".")
    memory[count + 1] = UInt8(truncatingIfNeeded: 48 + fen / 10)
    memory[count + 2] = UInt8(truncatingIfNeeded: 48 + fen % 10)
    count += 3
  }

  mutating func put(hexOf digest: Digest) {
    digest.writeHex(to: UnsafeMutableBufferPointer(rebasing: memory[count..<count + 64]))
    count += 64
  }

  private mutating func put(_ text: UnsafeBufferPointer<UInt8>) {
    precondition(count + text.count <= memory.count, "A line is longer than the longest")
    if let from = text.baseAddress, let to = memory.baseAddress {
      UnsafeMutableRawPointer(to + count).copyMemory(from: from, byteCount: text.count)
    }
    count += text.count
  }
}

import Offerings

/// A row of an application file that is exactly `account,shares[,salt]` and LF, and without fault: what
/// nearly every row is. It is read in one pass over its bytes; a row that is anything else is left to
/// the CSV reader, which knows what to say of it.
struct PlainApplicationRow {
  let nameEnd: Int
  let lots: Int64
  /// Of the LF.
  let end: Int

  /// Nil where the row is not plain, or not without fault.
  @inline(__always)
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, isSalted: Bool, lot: Int64, cap: Int64
  ) {
    var offset = start
    while offset < bytes.count, AccountName.allows(bytes[offset]) { offset += 1 }
    guard (1...64).contains(offset - start), offset < bytes.count,
      bytes[offset] == UInt8(ascii: ",")
    else { return nil }
    nameEnd = offset
    offset += 1
    let sharesStart = offset
    var shares: Int64 = 0
    while offset < bytes.count, bytes[offset] &- 48 <= 9 {
      shares = shares &* 10 &+ Int64(bytes[offset] &- 48)
      offset += 1
    }
    // Up to 18 digits fit, and a first digit above 0 leaves one spelling.
    guard (1...18).contains(offset - sharesStart), bytes[sharesStart] != UInt8(ascii: "0"),
      shares <= cap
    else { return nil }
    let (lots, rest) = shares.quotientAndRemainder(dividingBy: lot)
    guard rest == 0 else { return nil }
    self.lots = lots
    if isSalted {
      let saltEnd = offset + 33
      guard saltEnd < bytes.count, bytes[offset] == UInt8(ascii: ",") else { return nil }
      offset += 1
      while offset < saltEnd {
        guard bytes[offset] &- 48 <= 9 || bytes[offset] &- 97 <= 5 else { return nil }
        offset += 1
      }
    }
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") else { return nil }
    end = offset
  }
}

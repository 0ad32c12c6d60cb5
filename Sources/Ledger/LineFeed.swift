/// Where lines end.
public enum LineFeed {
  /// The place of the first LF from `start` on; nil where there is none. Eight bytes are looked at at once.
  public static func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var place = start
    while place + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
      let other = word ^ (ones &* 0x0A)
      let hits = (other &- ones) & ~other & (ones &* 0x80)
      if hits != 0 { return place + hits.trailingZeroBitCount >> 3 }
      place += 8
    }
    while place < bytes.count {
      if bytes[place] == 0x0A { return place }
      place += 1
    }
    return nil
  }
}

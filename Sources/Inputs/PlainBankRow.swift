import Offerings
import Reconciliation
import TradingDays

/// A row of a bank's list that is exactly `reference,account,amount,booked_at` and a line end, in
/// ASCII, with all four and without fault: what nearly every row is. It is read eight bytes at a time;
/// a row that is anything else is left to the CSV reader, which knows what to say of it.
struct PlainBankRow {
  let slice: MovementSlice
  /// Of the LF.
  let end: Int

  /// The most bytes that one name has.
  private static let nameMax = 64
  /// The most bytes that a plain row is looked at, with what is read beyond its fields.
  private static let reach = 192

  /// Days that were read: a list has few, in any order. One place for each day of a month.
  struct Days: ~Copyable {
    fileprivate let places = UnsafeMutablePointer<(month: UInt64, seconds: Int64)>
      .allocate(capacity: 1 << 7)

    init() { places.initialize(repeating: (0, 0), count: 1 << 7) }
    deinit { places.deallocate() }
  }

  /// Nil where the row is not plain, or not without fault.
  @inline(__always)
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ days: borrowing Days) {
    guard let base = bytes.baseAddress, bytes.count - start >= Self.reach else { return nil }
    let row = UnsafeRawPointer(base + start)
    guard let referenceEnd = Self.endOfText(row, 0) else { return nil }
    let account = referenceEnd + 1
    guard let accountEnd = Self.endOfName(row, account) else { return nil }
    guard let (fen, amountEnd) = Self.amount(row, accountEnd + 1) else { return nil }
    guard let (seconds, timeEnd) = Self.time(row, amountEnd + 1, days) else { return nil }
    let isCRLF = row.byte(timeEnd) == UInt8(ascii: "\r")
    guard row.byte(timeEnd + (isCRLF ? 1 : 0)) == UInt8(ascii: "\n") else { return nil }
    end = start + timeEnd + (isCRLF ? 1 : 0)
    slice = MovementSlice(
      reference: start, referenceCount: referenceEnd, account: start + account,
      accountCount: accountEnd - account, fen: fen, secondsSinceEpoch: seconds)
  }

  /// The comma behind 1 to 64 bytes that need no look: ASCII above the comma.
  @inline(__always)
  private static func endOfText(_ row: UnsafeRawPointer, _ start: Int) -> Int? {
    var offset = start
    while offset < start + nameMax {
      let word = row.word(offset)
      // The lowest flag is that of the first byte below 0x2D; those above it mean nothing.
      let below = (word &- UInt64(bytes: 0x2D)) & ~word & .highBits
      let flags = below | (word & .highBits)
      if flags != 0 {
        let end = offset + flags.trailingZeroBitCount / 8
        return end > start && row.byte(end) == UInt8(ascii: ",") ? end : nil
      }
      offset += 8
    }
    return nil
  }

  /// The comma behind 1 to 64 bytes of which names are made: `AccountName.allows`, eight at once.
  @inline(__always)
  private static func endOfName(_ row: UnsafeRawPointer, _ start: Int) -> Int? {
    var offset = start
    while offset < start + nameMax {
      let word = row.word(offset)
      let low = word & ~.highBits
      let folded = low | UInt64(bytes: 0x20)
      // No byte of `low` exceeds 0x7F, so that no sum carries into the next.
      let letters = (folded &+ UInt64(bytes: 0x80 - 0x61)) & ~(folded &+ UInt64(bytes: 0x7F - 0x7A))
      let digits = (low &+ UInt64(bytes: 0x80 - 0x2D)) & ~(low &+ UInt64(bytes: 0x7F - 0x39))
      let isNoSlash = (low ^ UInt64(bytes: 0x2F)) &+ UInt64(bytes: 0x7F)
      let isNoLine = (low ^ UInt64(bytes: 0x5F)) &+ UInt64(bytes: 0x7F)
      let allowed = (letters | (digits & isNoSlash) | ~isNoLine) & ~word & .highBits
      if allowed != .highBits {
        let end = offset + (allowed ^ .highBits).trailingZeroBitCount / 8
        return end > start && row.byte(end) == UInt8(ascii: ",") ? end : nil
      }
      offset += 8
    }
    return nil
  }

  /// An amount in fen, not zero, in its one spelling, and the comma behind it.
  @inline(__always)
  private static func amount(_ row: UnsafeRawPointer, _ start: Int) -> (Int64, Int)? {
    let isOut = row.byte(start) == UInt8(ascii: "-")
    let first = start + (isOut ? 1 : 0)
    var offset = first
    var value: Int64 = 0
    while row.byte(offset) &- 48 <= 9, offset < first + 15 {
      value = value &* 10 &+ Int64(row.byte(offset) &- 48)
      offset += 1
    }
    guard offset > first, row.byte(first) != UInt8(ascii: "0") || offset == first + 1 else {
      return nil
    }
    var decimals = 0
    if row.byte(offset) == UInt8(ascii: ".") {
      offset += 1
      while row.byte(offset) &- 48 <= 9, decimals < 2 {
        value = value &* 10 &+ Int64(row.byte(offset) &- 48)
        offset += 1
        decimals += 1
      }
      guard decimals > 0 else { return nil }
    }
    if decimals < 2 { value = value &* (decimals == 0 ? 100 : 10) }
    guard value > 0, row.byte(offset) == UInt8(ascii: ",") else { return nil }
    return (isOut ? -value : value, offset)
  }

  /// A day, perhaps with `Thh:mm:ss+08:00`, as seconds since 1970, and what stands behind it.
  @inline(__always)
  private static func time(
    _ row: UnsafeRawPointer, _ start: Int, _ days: borrowing Days
  ) -> (Int64, Int)? {
    let (tens, ones) = (row.byte(start + 8) &- 48, row.byte(start + 9) &- 48)
    guard tens <= 9, ones <= 9 else { return nil }
    let place = days.places + Int(tens * 10 + ones)
    let month = row.word(start)
    if place.pointee.month != month {
      let text = String(
        decoding: UnsafeRawBufferPointer(start: row + start, count: 10), as: UTF8.self)
      guard let day = Instant(market: text), text.utf8.count == 10 else { return nil }
      place.pointee = (month, day.secondsSinceEpoch)
    }
    let midnight = place.pointee.seconds
    let end = start + 10
    guard row.byte(end) == UInt8(ascii: "T") else { return (midnight, end) }
    let isPlain =
      row.byte(end + 3) == UInt8(ascii: ":") && row.byte(end + 6) == UInt8(ascii: ":")
      && row.loadUnaligned(fromByteOffset: end + 9, as: UInt32.self) == 0x3A38_302B  // +08:
      && row.loadUnaligned(fromByteOffset: end + 13, as: UInt16.self) == 0x3030  // 00
    guard isPlain, let hours = two(row, end + 1, below: 24),
      let minutes = two(row, end + 4, below: 60), let seconds = two(row, end + 7, below: 60)
    else { return nil }
    return (midnight + hours * 3600 + minutes * 60 + seconds, end + 15)
  }

  @inline(__always)
  private static func two(_ row: UnsafeRawPointer, _ start: Int, below limit: Int64) -> Int64? {
    let (tens, ones) = (row.byte(start) &- 48, row.byte(start + 1) &- 48)
    let value = Int64(tens) * 10 + Int64(ones)
    return tens <= 9 && ones <= 9 && value < limit ? value : nil
  }
}

extension UnsafeRawPointer {
  @inline(__always)
  fileprivate func byte(_ offset: Int) -> UInt8 { load(fromByteOffset: offset, as: UInt8.self) }

  /// Eight bytes, the first of them lowest.
  @inline(__always)
  fileprivate func word(_ offset: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension UInt64 {
  /// The highest bit of every byte.
  @inline(__always)
  fileprivate static var highBits: UInt64 { 0x8080_8080_8080_8080 }

  /// The same byte eight times.
  @inline(__always)
  fileprivate init(bytes byte: UInt8) { self = UInt64(byte) &* 0x0101_0101_0101_0101 }
}

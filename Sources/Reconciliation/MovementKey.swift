/// Reference, account and amount in one run of 64-bit words, so that two movements are equal in all
/// three exactly where their words are. At the pointer:
///
///     word 0    the amount in fen
///     word 1    bits 0–31 the reference's length in bytes, 32–47 the account's;
///               48–55 the group, 56–63 what became of it: both no part of the key
///     then      the bytes of the reference, those of the account, zeros up to a whole word
struct MovementKey {
  let words: UnsafeMutablePointer<UInt64>

  /// The two first words.
  static let headCount = 2
  /// The bits of word 1 that are part of the key.
  static let lengths: UInt64 = 0x0000_FFFF_FFFF_FFFF
  /// Bit 56: a line matched it.
  static let isMatched: UInt64 = 1 << 56
  /// Bit 57: an index takes it.
  private static let isIndexed: UInt64 = 1 << 57
  /// The longest names together, in bytes, that an index takes; longer ones are compared as texts.
  static let indexedBytesMax = 128
  /// The most words that an indexed key has.
  static let wordsMax = headCount + indexedBytesMax / 8
  /// The longest account: 16 bits tell its length.
  static let accountBytesMax = 0xFFFF

  var fen: Int64 { Int64(bitPattern: words[0]) }
  var referenceCount: Int { Int(words[1] & 0xFFFF_FFFF) }
  var accountCount: Int { Int(words[1] >> 32 & 0xFFFF) }
  @inline(__always)
  var groupPlace: Int { Int(words[1] >> 48 & 0xFF) }
  var group: MovementGroup { MovementGroup.allCases[groupPlace] }
  var isMatched: Bool { words[1] & Self.isMatched != 0 }

  /// How many words it takes.
  @inline(__always)
  var count: Int { Self.headCount + (referenceCount + accountCount + 7) / 8 }

  /// False where it has no reference, or names too long or beyond ASCII: such movements are compared
  /// later, as texts. Of those two spellings can be equal.
  @inline(__always)
  var isIndexed: Bool { words[1] & Self.isIndexed != 0 }

  var reference: String { text(from: 0, referenceCount) }
  var account: String { text(from: referenceCount, accountCount) }

  private func text(from start: Int, _ count: Int) -> String {
    let names = UnsafeRawPointer(words + Self.headCount)
    return String(
      decoding: UnsafeRawBufferPointer(start: names + start, count: count), as: UTF8.self)
  }

  /// True where reference, account and amount are equal, byte for byte.
  @inline(__always)
  func equals(_ other: MovementKey) -> Bool {
    guard words[0] == other.words[0], (words[1] ^ other.words[1]) & Self.lengths == 0 else {
      return false
    }
    for place in Self.headCount..<count where words[place] != other.words[place] { return false }
    return true
  }

  /// Puts a slice of `bytes` to the pointer, which has room for `wordsMax` + 1 words or more.
  @inline(__always)
  func set(_ slice: MovementSlice, of bytes: UnsafePointer<UInt8>, group: Int) {
    setHead(slice.fen, slice.referenceCount, slice.accountCount, group, isASCII: true)
    let names = UnsafeMutableRawPointer(words + Self.headCount)
    Self.copy(UnsafeRawPointer(bytes + slice.reference), slice.referenceCount, to: names)
    Self.copy(
      UnsafeRawPointer(bytes + slice.account), slice.accountCount,
      to: names + slice.referenceCount)
    // Clears what the last words brought along.
    (names + slice.referenceCount + slice.accountCount)
      .storeBytes(of: 0, as: UInt64.self)
  }

  /// Puts texts to the pointer, which has room for them and one word more.
  func set(_ reference: String, _ account: String, _ fen: Int64, group: Int) {
    setHead(
      fen, reference.utf8.count, account.utf8.count, group,
      isASCII: reference.utf8.allSatisfy { $0 < 0x80 } && account.utf8.allSatisfy { $0 < 0x80 })
    let names = UnsafeMutableRawPointer(words + Self.headCount)
    var offset = 0
    for byte in reference.utf8 {
      names.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
      offset += 1
    }
    for byte in account.utf8 {
      names.storeBytes(of: byte, toByteOffset: offset, as: UInt8.self)
      offset += 1
    }
    names.storeBytes(of: 0, toByteOffset: offset, as: UInt64.self)
  }

  @inline(__always)
  private func setHead(
    _ fen: Int64, _ referenceCount: Int, _ accountCount: Int, _ group: Int, isASCII: Bool
  ) {
    words[0] = UInt64(bitPattern: fen)
    let isIndexed =
      isASCII && referenceCount > 0 && referenceCount + accountCount <= Self.indexedBytesMax
    words[1] =
      UInt64(truncatingIfNeeded: referenceCount) | UInt64(truncatingIfNeeded: accountCount) << 32
      | UInt64(truncatingIfNeeded: group) << 48 | (isIndexed ? Self.isIndexed : 0)
  }

  @inline(__always)
  private static func copy(
    _ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer
  ) {
    var offset = 0
    while offset < count {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset,
        as: UInt64.self)
      offset += 8
    }
  }
}

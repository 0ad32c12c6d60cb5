/// The generator that inputs are made with: SplitMix64, so that a number names one input for ever.
/// It is no part of any draw.
struct FuzzRandom: RandomNumberGenerator {
  private var state: UInt64

  /// - Parameter number: of the input under this seed.
  init(seed: UInt64, number: UInt64) {
    state = seed &* 0xD129_0D3B_3F8B_4C1D ^ number &* 0x9E6C_63D0_876A_68DE
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to one below the bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// True once in so many times.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// A range inside so many bytes, short ones more often.
  mutating func range(in count: Int) -> Range<Int> {
    let start = below(count + 1)
    let longest = once(in: 3) ? count : min(count, 16)
    return start..<min(count, start + below(longest + 1))
  }
}

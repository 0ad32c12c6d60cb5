import Cryptography
import Foundation
import Lottery

/// The ranked draw in standard-library Python: the same generator, and a list of which only the
/// places that have moved are kept (sparse Fisher-Yates), as an auditor would write it.
enum PythonPeer {
  private static let script = """
    import hashlib, sys, time

    def draw(first, count, winners, seed):
        trunk = hashlib.sha256(seed.encode() + b",")
        cache = bits = 0
        moved, drawn = {}, []
        for left in range(count, count - winners, -1):
            width = (left - 1).bit_length()
            while True:
                while bits < width:
                    cache |= int.from_bytes(trunk.digest(), "big") << bits
                    trunk.update(b"\\0")
                    bits += 256
                value = cache & ((1 << width) - 1)
                cache >>= width
                bits -= width
                if value < left:
                    break
            drawn.append(first + moved.get(value, value))
            moved[value] = moved.get(left - 1, left - 1)
        return drawn

    first, count, winners, seed, rounds = *map(int, sys.argv[1:4]), sys.argv[4], int(sys.argv[5])
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        drawn = draw(first, count, winners, seed)
        best = min(best, time.perf_counter() - start)
    print(hashlib.sha256("".join(f"{x}\\n" for x in drawn).encode()).hexdigest(), best)
    """

  /// Its best time without the start of the interpreter, and the digest of the winners, one a
  /// line; `nil` where there is no python3 on the path.
  static func rankedDraw(
    in numbers: NumberRange, winners: Int64, seed: Digest, _ rounds: Int
  ) throws -> (seconds: Double, digest: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", script, "\(numbers.first)", "\(numbers.count)", "\(winners)", seed.hex,
      "\(rounds)",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let words = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard process.terminationStatus == 0, words.count == 2, let seconds = Double(words[1]) else {
      return nil
    }
    return (seconds, String(words[0]))
  }
}

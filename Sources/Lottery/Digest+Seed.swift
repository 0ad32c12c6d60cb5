import Cryptography

extension Digest {
  /// Reads the seed of a draw, as `sha256sum seed.txt` prints it.
  ///
  /// Specs: contract section 4, The seed.
  public init(parsingSeed text: some StringProtocol) throws(LotteryError) {
    guard let digest = Digest(hex: text) else { throw .malformedSeed(found: String(text)) }
    self = digest
  }
}

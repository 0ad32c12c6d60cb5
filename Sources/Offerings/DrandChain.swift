/// A public randomness beacon of the drand network: what is needed to tell when a round comes.
///
/// Source: drand's published chain information (https://docs.drand.love), read 2026-11-21.
public struct DrandChain: Sendable {
  /// The chain's hash, 64 hex digits: how the network names it.
  public let hash: String
  /// When round 1 came, in seconds since 1970.
  public let genesis: Int64
  /// Seconds from one round to the next.
  public let period: Int64
  /// Bytes of a round's signature, which is its value here.
  public let signatureByteCount: Int

  /// The chains that are known here.
  public static let known = [
    // quicknet: unchained, signatures on G1.
    DrandChain(
      hash: "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
      genesis: 1_692_803_367, period: 3, signatureByteCount: 48),
    // default: chained, signatures on G2.
    DrandChain(
      hash: "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
      genesis: 1_595_431_050, period: 30, signatureByteCount: 96),
  ]
}

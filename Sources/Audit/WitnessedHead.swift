/// What stands in an offering's folder of one signed head that was shown to others.
///
/// Specs: Specs/witness.md, Files.
public struct WitnessedHead: Sendable {
  /// Where it stands, without the ends of its names: `witness/freeze`.
  public let name: String
  /// The head as the journal's signer signed it; the bytes that are time-stamped.
  public let checkpoint: [UInt8]?
  /// The head with cosignatures.
  public let cosigned: [UInt8]?
  /// An RFC 3161 response over `checkpoint`.
  public let token: [UInt8]?
  /// The question that the response answers.
  public let query: [UInt8]?

  public init(
    name: String, checkpoint: [UInt8]?, cosigned: [UInt8]?, token: [UInt8]?, query: [UInt8]?
  ) {
    self.name = name
    self.checkpoint = checkpoint
    self.cosigned = cosigned
    self.token = token
    self.query = query
  }
}

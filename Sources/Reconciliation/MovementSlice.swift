/// One movement as its file's bytes say it: where the two names lie, and the amount.
///
/// Both names are ASCII and not empty. At least 8 bytes can be read behind each of them, so that
/// they may be taken by whole words.
public struct MovementSlice: Sendable {
  /// The offset of the reference's first byte.
  public let reference: Int
  public let referenceCount: Int
  /// The offset of the account's first byte.
  public let account: Int
  public let accountCount: Int
  /// Negative where money goes out.
  public let fen: Int64
  /// Seconds since 1970; `Int64.min` where nobody says when.
  public let secondsSinceEpoch: Int64

  @inlinable
  public init(
    reference: Int, referenceCount: Int, account: Int, accountCount: Int, fen: Int64,
    secondsSinceEpoch: Int64
  ) {
    self.reference = reference
    self.referenceCount = referenceCount
    self.account = account
    self.accountCount = accountCount
    self.fen = fen
    self.secondsSinceEpoch = secondsSinceEpoch
  }
}

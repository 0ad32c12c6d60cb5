import Glibc
import Offerings

/// A party's secret between its commitment and its reveal: a file of mode 0600 that is never
/// overwritten, since a commitment without its secret counts as missing.
///
/// ```
/// ipo-lottery/v1 secret
/// offering 688360
/// draw online
/// party issuer
/// reveal <64 hex digits>
/// ```
public struct SecretFile: Sendable {
  public let path: String
  private let disk = SystemDisk()

  /// `named`: the file; nil for the party's own place in the user's configuration.
  public init(
    named: String?, offering: String, draw: String, party: AccountName
  ) throws(StorageError) {
    if let named {
      path = named
    } else {
      path = "\(try SignerStore.configurationFolder())/secrets/\(offering)-\(draw)-\(party)"
    }
  }

  /// Whether a secret was kept before.
  public var exists: Bool { disk.exists(path) }

  /// Keeps a secret.
  ///
  /// - Throws: `secretExists` where there is one already.
  public func keep(
    _ secret: SealingSecret, offering: String, draw: String, party: AccountName
  ) throws(StorageError) {
    let text = Self.text(secret, offering: offering, draw: draw, party: party)
    guard !disk.exists(path) else { throw .secretExists(path: path) }
    try disk.makeFolders(SystemDisk.parent(of: path), mode: 0o700)
    try disk.create(path, with: Array(text.utf8), mode: 0o600, mark: "\(getpid())")
    guard try disk.read(path) == Array(text.utf8) else { throw .secretExists(path: path) }
  }

  /// The secret of this offering, draw and party.
  ///
  /// - Throws: `malformedSecret` where the file is another's, or none at all.
  public func secret(
    offering: String, draw: String, party: AccountName
  ) throws(StorageError) -> SealingSecret {
    guard let bytes = try disk.read(path) else {
      throw .missingFile(
        path: path,
        expected:
          "the secret that ipo lottery commit kept; a party's 64 hex digits can be given with "
          + "--value, and who has lost them is named with --missing after the deadline")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let hex = text.split(separator: "\n").last.flatMap { $0.split(separator: " ").last } ?? ""
    guard let secret = SealingSecret(hex: hex),
      Self.text(secret, offering: offering, draw: draw, party: party) == text
    else {
      throw .malformedSecret(
        path: path, expected: "a secret of \(party) for draw \(draw) of \(offering)")
    }
    return secret
  }

  private static func text(
    _ secret: SealingSecret, offering: String, draw: String, party: AccountName
  ) -> String {
    """
    ipo-lottery/v1 secret
    offering \(offering)
    draw \(draw)
    party \(party)
    reveal \(secret.hex)

    """
  }
}

import CanonicalJSON
import Cryptography

/// A file of facts as the journal seals it: too large for an entry, so it enters by its digest.
public struct SealedFile: Equatable, Sendable {
  /// The path inside the offering's folder, "inputs/payments.csv".
  public let name: String
  public let sha256: Digest
  /// Data rows, the header not counted.
  public let rows: Int

  public init(name: String, sha256: Digest, rows: Int) {
    self.name = name
    self.sha256 = sha256
    self.rows = rows
  }

  public var canonical: JSONValue {
    [
      "file": .string(name), "sha256": .string(sha256.hex), "rows": .integer(Int64(rows)),
    ]
  }
}

import Cryptography
import Foundation
import Testing
import Transparency

/// The published proofs and notes, read from the folder `Vectors`.
enum Vectors {
  /// One case of the transparency-dev conformance corpus; the hashes are in base64.
  struct Proof: Decodable, CustomStringConvertible {
    let kind: String
    let name: String
    let leafIdx: UInt64?
    let treeSize: UInt64?
    let root: String?
    let leafHash: String?
    let size1: UInt64?
    let size2: UInt64?
    let root1: String?
    let root2: String?
    let proof: [String?]?
    let wantErr: Bool

    var description: String { "\(kind) \(name)" }

    /// The hashes of the proof; `nil` when one has not 32 bytes.
    var hashes: [Digest]? {
      let hashes = (proof ?? []).map { text in text.flatMap(Vectors.digest(base64:)) }
      return hashes.contains(nil) ? nil : hashes.compactMap(\.self)
    }
  }

  struct Note: Decodable {
    let leaves: [String]
    let rootOfEight: String
    let logSeed: String
    let logKey: String
    let witnessSeed: String
    let witnessKey: String
    let time: Int64
    let note: String
    let cosignedMessage: String

    enum CodingKeys: String, CodingKey {
      case leaves = "rfc6962_leaf_inputs_hex"
      case rootOfEight = "root_8"
      case logSeed = "log_seed"
      case logKey = "log_vkey"
      case witnessSeed = "witness_seed"
      case witnessKey = "witness_vkey"
      case time = "timestamp"
      case note
      case cosignedMessage = "cosigned_message"
    }
  }

  private struct Proofs: Decodable {
    let cases: [Proof]
  }

  static let proofs = read("merkle", as: Proofs.self).cases
  static let note = read("tlog", as: Note.self)

  static func digest(base64: String) -> Digest? {
    Base64.decode(base64).flatMap { Digest(bytes: $0) }
  }

  private static func read<Value: Decodable>(_ name: String, as: Value.Type) -> Value {
    let url = Bundle.module.url(forResource: "Vectors/\(name)", withExtension: "json")
    guard let url, let data = try? Data(contentsOf: url),
      let value = try? JSONDecoder().decode(Value.self, from: data)
    else { preconditionFailure("Vectors/\(name).json cannot be read") }
    return value
  }
}

/// The bytes of a hexadecimal text.
func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap { UInt8($0.hexDigitValue ?? 0) }
  return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// The leaf hashes of a small tree, every leaf another byte.
func leafHashes(_ count: Int) -> [Digest] {
  (0..<count).map { MerkleTree.leafHash([UInt8($0)]) }
}

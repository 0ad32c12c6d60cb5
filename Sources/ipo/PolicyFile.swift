import Storage
import Transparency

/// A witness policy in a file that a call names.
enum PolicyFile {
  /// - Throws: every fault with its line.
  static func read(_ path: String) throws -> WitnessPolicy {
    guard let bytes = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: "a witness policy (C2SP tlog-policy)")
    }
    do throws(WitnessPolicyRefusal) {
      return try WitnessPolicy(parsing: bytes)
    } catch {
      throw LocatedPolicyRefusal(path: path, refusal: error)
    }
  }
}

/// A policy's faults with their file.
struct LocatedPolicyRefusal: Error {
  let messages: [String]

  init(path: String, refusal: WitnessPolicyRefusal) {
    messages = refusal.faults.map { "\(path):\($0)" }
  }
}

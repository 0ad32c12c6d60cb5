import Offerings
import Transparency

/// Reads `witnessed:` of `offering.yaml`.
enum WitnessedReader {
  static let keys = ["policy", "gates"]

  /// - Parameter bytes: of the policy's file.
  static func terms(_ root: MapReader, _ bytes: [UInt8]) -> WitnessedTerms? {
    let reader = root.map("witnessed", known: keys)
    let before = reader.faults.count
    let gates = reader.texts("gates").compactMap { text -> WitnessedGate? in
      let gate = WitnessedGate(rawValue: text)
      if gate == nil {
        reader.report(
          "unknownGate", "gates", text,
          "any of \(WitnessedGate.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return gate
    }
    let policy: WitnessPolicy
    do {
      policy = try WitnessPolicy(parsing: bytes)
    } catch {
      for fault in error.faults {
        reader.report(
          "malformedPolicy", "policy", "\(fault)", "a witness policy (C2SP tlog-policy)")
      }
      return nil
    }
    guard reader.faults.count == before else { return nil }
    do {
      return try WitnessedTerms(policy: policy, gates: gates)
    } catch {
      for error in error.errors {
        reader.faults.add(
          InputFault(
            error.rule, at: reader.node.place, found: error.found, expected: error.expected))
      }
      return nil
    }
  }
}

/// Whether a checkpoint is final by a policy: who signed it, who has seen it and when, and who is
/// missing.
///
/// Specs: C2SP tlog-policy; Specs/witness.md.
public struct PolicyVerdict: Equatable, Sendable, CustomStringConvertible {
  /// One witness of the policy that has cosigned, with its earliest and its latest time that count,
  /// in seconds since 1970 (UTC).
  public struct Sighting: Equatable, Sendable {
    public let witness: WitnessPolicy.Witness
    public let times: ClosedRange<Int64>
  }

  /// The log whose signature the checkpoint bears; nil where none does that the policy accepts.
  public let log: VerifierKey?

  /// The witnesses that have cosigned, in the order of the policy.
  public let sightings: [Sighting]

  /// The names of those that have not.
  public let missing: [String]

  /// Whether enough of them have, by the quorum.
  public let isQuorumMet: Bool

  /// What the quorum lacks, in words; empty where it is met.
  let lacks: [String]

  /// Whether the checkpoint is final: signed by a log, and cosigned as the quorum asks.
  public var isSatisfied: Bool { log != nil && isQuorumMet }

  /// The verdict in words, naming who is missing.
  public var description: String {
    let seen = sightings.map(\.witness.name).joined(separator: ", ")
    let by = seen.isEmpty ? "cosigned by nobody" : "cosigned by \(seen)"
    guard let log else { return "not final: signed by no log of the policy, \(by)" }
    guard !isQuorumMet else { return "final: signed by \(log.name), \(by)" }
    return "not final: signed by \(log.name), \(by); \(lacks.joined(separator: "; "))"
  }
}

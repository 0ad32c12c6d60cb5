import Cryptography

/// Whose signatures make a checkpoint final: the logs that may sign it, the witnesses that may
/// cosign it, and how many of them it takes.
///
/// ```
/// log ledger.example/688360+5d379d04+AYqI4910CfGV…
/// witness regulator regulator.example/w1+df1c0a35+BIE5dw6ofRdf…
/// witness depository depository.example/w1+0c1d2e3f+BNk5w6of…
/// group both all regulator depository
/// quorum both
/// ```
///
/// Specs: C2SP tlog-policy; Specs/witness.md for what is stricter here.
public struct WitnessPolicy: Equatable, Sendable {
  /// A log whose checkpoints the policy speaks of.
  public struct Log: Equatable, Sendable {
    /// The key; its name is the origin of the log's checkpoints.
    public let key: VerifierKey
    /// Where the log is found; its meaning is the reader's.
    public let url: String?
  }

  /// A witness under the name that the policy gives it.
  public struct Witness: Equatable, Sendable {
    public let name: String
    /// The key, of the kind `cosignature`.
    public let key: VerifierKey
    /// Where the witness is found; its meaning is the reader's.
    public let url: String?
  }

  /// Witnesses and groups of which some number has to have witnessed.
  public struct Group: Equatable, Sendable {
    public let name: String
    /// How many members it takes: at least 1, at most all.
    public let threshold: Int
    public let members: [Member]
  }

  /// A witness or a group, by its place in the policy.
  public enum Member: Hashable, Sendable {
    case witness(Int)
    case group(Int)
  }

  /// The logs; none where they are known from elsewhere.
  public let logs: [Log]

  public let witnesses: [Witness]

  /// The groups; the members of each stand before it.
  public let groups: [Group]

  /// What has to have witnessed; nil for `none`.
  public let quorum: Member?

  /// The most bytes a policy is read from.
  public static let byteCountMax = 1_000_000

  /// Reads a policy; refuses it with everything that is wrong.
  public init(parsing bytes: [UInt8]) throws(WitnessPolicyRefusal) {
    guard bytes.count <= Self.byteCountMax else {
      throw WitnessPolicyRefusal([
        WitnessPolicyFault(
          line: 1, error: .tooLarge(found: bytes.count, expected: Self.byteCountMax))
      ])
    }
    var reader = WitnessPolicyReader()
    reader.read(bytes)
    guard reader.faults.isEmpty else { throw WitnessPolicyRefusal(reader.faults) }
    logs = reader.logs
    witnesses = reader.witnesses
    groups = reader.groups
    quorum = reader.quorum?.member
  }

  /// The policy without comments, its items divided by one space, thresholds as numbers: two files
  /// that define the same in the same order have the same text. It reads back as the same policy.
  public var text: String {
    let url = { (url: String?) in url.map { " " + $0 } ?? "" }
    var lines = logs.map { log in "log \(log.key)\(url(log.url))" }
    lines += witnesses.map { witness in
      "witness \(witness.name) \(witness.key)\(url(witness.url))"
    }
    lines += groups.map { group in
      let members = group.members.map(name).joined(separator: " ")
      return "group \(group.name) \(group.threshold) \(members)"
    }
    lines.append("quorum \(quorum.map(name) ?? WitnessPolicyReader.none)")
    return lines.map { line in line + "\n" }.joined()
  }

  /// The name under which the policy speaks of a member.
  public func name(_ member: Member) -> String {
    switch member {
    case .witness(let place): witnesses[place].name
    case .group(let place): groups[place].name
    }
  }
}

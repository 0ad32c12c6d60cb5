import TradingDays
import Transparency

/// Whether a journal is final by a witness policy: a quorum has cosigned a head that holds all that
/// the journal's checkpoint signs, and not too long ago.
///
/// Specs: C2SP tlog-policy; Specs/witness.md, Final.
public struct FinalityAudit {
  /// What the caller demands.
  public struct Demand: Sendable {
    public let policy: WitnessPolicy
    /// Now, for the age of cosignatures.
    public let now: Instant
    /// How old the quorum's cosignatures may be, in seconds; nil for any age.
    public let maxAge: Int64?

    public init(policy: WitnessPolicy, now: Instant, maxAge: Int64?) {
      self.policy = policy
      self.now = now
      self.maxAge = maxAge
    }

    /// When a cosignature has to be from. A witness's clock may be a little before ours.
    var times: ClosedRange<Int64> {
      let now = now.secondsSinceEpoch
      return now - (maxAge ?? 0)...now + Self.clockTolerance
    }

    private static let clockTolerance: Int64 = 300
  }

  public private(set) var findings: [AuditFinding] = []

  /// The largest head that is final and agrees with the journal; nil where there is none.
  public private(set) var final: (name: String, size: UInt64, verdict: PolicyVerdict)?

  private let demand: Demand
  private var heads: [(name: String, note: SignedNote, checkpoint: Checkpoint)] = []

  /// The sizes at which the journal's root has to be known.
  public var sizes: Set<UInt64> { Set(heads.map(\.checkpoint.size)) }

  /// - Parameters:
  ///   - heads: the kept heads; `checkpoint` the journal's own, which may bear cosignatures too.
  public init(_ heads: [WitnessedHead], checkpoint: [UInt8]?, demand: Demand) {
    self.demand = demand
    let notes = heads.map { (name: "\($0.name).cosigned", bytes: $0.cosigned) }
    // What is no note at all is a finding of those who read it; here it makes nothing final.
    for (name, bytes) in notes + [("checkpoint", checkpoint)] {
      guard let note = try? SignedNote(parsing: bytes ?? []),
        let checkpoint = try? Checkpoint(text: note.text)
      else { continue }
      self.heads.append((name, note, checkpoint))
    }
  }

  /// Looks for the largest final head of this journal.
  ///
  /// - Parameters:
  ///   - signed: the journal's own head.
  ///   - signer: its signer's key, for a policy that lists no log.
  public mutating func compare(
    with journal: JournalAudit, signed: Checkpoint?, signer: VerifierKey?
  ) {
    var reasons: [String] = []
    var isStale = false
    for (name, note, head) in heads.sorted(by: { $0.checkpoint.size > $1.checkpoint.size }) {
      do {
        let verdict = try demand.policy.verdict(on: note, log: signer)
        guard verdict.isSatisfied else {
          reasons.append("\(name): \(verdict)")
          continue
        }
        // That a quorum saw another history is a finding of who compares the sightings.
        guard journal.root(at: head.size) == head.root, head.origin == signed?.origin else {
          reasons.append("\(name): final, of another history")
          continue
        }
        let fresh = try demand.policy.verdict(on: note, log: signer, within: demand.times)
        if demand.maxAge != nil, !fresh.isSatisfied {
          isStale = true
          reasons.append("\(name): \(age(of: verdict))")
          continue
        }
        final = (name, head.size, fresh.isSatisfied ? fresh : verdict)
        break
      } catch {
        reasons.append("\(name): \(error)")
      }
    }
    judge(signed, reasons, isStale: isStale)
  }

  private mutating func judge(_ signed: Checkpoint?, _ reasons: [String], isStale: Bool) {
    let all = signed?.size ?? 0
    if let final, final.size >= all { return }
    let found = reasons.isEmpty ? "no cosigned head" : reasons.joined(separator: "; ")
    if isStale, final == nil {
      findings.append(
        AuditFinding(
          "cosignatureTooOld", found: found,
          expected: "a quorum not older than \(demand.maxAge ?? 0) s at \(demand.now)"))
      return
    }
    findings.append(
      AuditFinding(
        "notFinal", entry: final.map { Int64(clamping: $0.size) },
        found: final.map { "a head that is final up to \($0.size) entries" } ?? found,
        expected: "one of all \(all) entries, with \(quorum)"))
  }

  private var quorum: String {
    demand.policy.quorum.map { "the quorum \(demand.policy.name($0))" } ?? "a log of the policy"
  }

  private func age(of verdict: PolicyVerdict) -> String {
    let times = verdict.sightings.map { "\($0.witness.name) at \(Self.text($0.times.upperBound))" }
    return "cosigned by " + times.joined(separator: ", ")
  }

  private static func text(_ seconds: Int64) -> String {
    let range = Instant.earliest.secondsSinceEpoch...Instant.latest.secondsSinceEpoch
    return range.contains(seconds)
      ? Instant(secondsSinceEpoch: seconds).description : "\(seconds) s after 1970"
  }
}

import CanonicalJSON
import Cryptography
import TradingDays
import Transparency

/// What others saw of a journal, and when: cosigned heads and time stamps. They decide whether a sealed
/// draw's list was frozen before anybody could know its seed.
///
/// Specs: contract section 4, grades; Specs/sealed-seed.md, Witnesses.
public struct WitnessAudit {
  /// One trusted look at the journal's head.
  public struct Sighting: Equatable, Sendable {
    public let size: UInt64
    public let root: Digest
    public let origin: String
    /// The kept head that tells it: `witness/freeze`.
    public let head: String
    /// Who saw it: a witness's name, or "time stamp".
    public let by: String
    public let time: Instant
    /// True for a time stamp: unlike a witness, its authority does not refuse a second head.
    public let isStamp: Bool
    /// Of a time stamp: the policy of its authority, as a dotted number.
    public let policy: String?
  }

  /// What the sightings say of a sealed draw.
  public struct Verdict: Equatable, Sendable {
    /// "sealed" or "unwitnessed".
    public let grade: String
    /// Why, in words.
    public let reason: String
    /// True where every party revealed and a trusted sighting before the beacons holds it.
    public let sawReveals: Bool
    /// The parties that did not reveal.
    public let missing: [String]
  }

  public private(set) var findings: [AuditFinding] = []
  public private(set) var sightings: [Sighting] = []

  /// The sizes at which the journal's root has to be known.
  public var sizes: Set<UInt64> { Set(sightings.map(\.size)) }

  /// Reads every kept head: cosignatures of witnesses that the caller trusts, and time stamps under
  /// certificates (PEM) that he trusts.
  ///
  /// - Parameter policies: of time-stamping authorities, as dotted numbers; none for any.
  public init(
    _ heads: [WitnessedHead], witnesses: [VerifierKey], certificates: [UInt8]?,
    policies: [String] = []
  ) {
    for head in heads {
      if let cosigned = head.cosigned, !witnesses.isEmpty {
        readCosignatures(cosigned, of: head, witnesses)
      }
      if let token = head.token, let certificates {
        readToken(token, of: head, certificates, policies)
      }
    }
  }

  private mutating func readCosignatures(
    _ bytes: [UInt8], of head: WitnessedHead, _ witnesses: [VerifierKey]
  ) {
    do {
      let note = try SignedNote(parsing: bytes)
      for cosignature in try note.cosignatures(trusting: witnesses) {
        try see(note.text, head, by: cosignature.key.name, at: cosignature.time)
      }
    } catch {
      add(
        "cosignatureInvalid", "\(head.name).cosigned: \(error)",
        "a checkpoint that the trusted witness cosigned")
    }
  }

  private mutating func readToken(
    _ bytes: [UInt8], of head: WitnessedHead, _ certificates: [UInt8], _ policies: [String]
  ) {
    guard let checkpoint = head.checkpoint else {
      add("timestampInvalid", "no \(head.name).checkpoint", "the bytes that were time-stamped")
      return
    }
    do {
      let stamp = try TimestampToken(parsing: bytes).timestamp(
        over: checkpoint, trusting: certificates,
        answering: head.query.map { try TimestampQuery(parsing: $0) }, under: policies)
      try see(
        SignedNote(parsing: checkpoint).text, head, by: "time stamp", at: stamp.time,
        policy: stamp.policy)
    } catch {
      add(
        "timestampInvalid", "\(head.name).tsr: \(error)", "a token over \(head.name).checkpoint")
    }
  }

  /// - Parameter policy: of a time stamp; nil of a witness.
  private mutating func see(
    _ text: String, _ head: WitnessedHead, by name: String, at seconds: Int64,
    policy: String? = nil
  ) throws {
    let checkpoint = try Checkpoint(text: text)
    guard (Instant.earliest.secondsSinceEpoch...Instant.latest.secondsSinceEpoch).contains(seconds)
    else { throw TransparencyError.malformedNoteText }
    sightings.append(
      Sighting(
        size: checkpoint.size, root: checkpoint.root, origin: checkpoint.origin, head: head.name,
        by: name, time: Instant(secondsSinceEpoch: seconds), isStamp: policy != nil,
        policy: policy))
  }

  /// Compares what was seen with the journal: a trusted witness who saw another history is a finding,
  /// and so is a beacon's value that stood in the journal before the beacon's time.
  public mutating func compare(with journal: JournalAudit) {
    for sighting in sightings {
      if sighting.size > UInt64(journal.entryCount) {
        add(
          "journalShorterThanWitnessed", "\(journal.entryCount) entries",
          "at least the \(sighting.size) that \(sighting.by) saw at \(sighting.time)")
      } else if let root = journal.root(at: sighting.size), root != sighting.root {
        add(
          "witnessedRootDiffers", "\(root.hex) at size \(sighting.size)",
          "\(sighting.root.hex), which \(sighting.by) saw at \(sighting.time)")
      }
    }
    guard !journal.isClockFixed, let draw = SealedDrawTimes(journal) else { return }
    if draw.recorded < draw.last {
      add("beaconBeforeItsTime", "a value recorded at \(draw.recorded)", "after \(draw.last)")
    }
    for sighting in sightings
    where sighting.size > UInt64(draw.beaconEntry) && sighting.time < draw.last {
      add(
        "beaconBeforeItsTime", "a value that \(sighting.by) saw at \(sighting.time)",
        "after \(draw.last)")
    }
  }

  /// The grade of draws by the sealed seed; nil where the journal has none.
  ///
  /// - Parameter origin: of the journal's own checkpoint.
  public func verdict(on journal: JournalAudit, origin: String?) -> Verdict? {
    guard let draw = SealedDrawTimes(journal) else { return nil }
    func unwitnessed(_ reason: String) -> Verdict {
      Verdict(grade: "unwitnessed", reason: reason, sawReveals: false, missing: draw.missing)
    }
    if journal.isClockFixed { return unwitnessed("the journal's clock is fixed") }
    if draw.isByFallback {
      return unwitnessed("drawn by the fallback: who reports that a beacon failed could choose")
    }
    // Applications are taken on T: an earlier sighting of the list is none.
    let sound = sightings.filter {
      $0.origin == origin && journal.root(at: $0.size) == $0.root && $0.time < draw.first
        && $0.time >= draw.begin
    }
    let sealing = sound.filter { $0.size > UInt64(draw.frozenEntry) }
    guard let seen = sealing.first(where: { !$0.isStamp }) ?? sealing.first else {
      return unwitnessed(
        sightings.isEmpty
          ? "nothing that a witness trusted by this call has signed (--witness, --policy, --tsa)"
          : "no trusted witness saw the frozen list before the beacons, "
            + draw.first.marketClock)
    }
    // Who did not reveal could have been left out by whoever keeps the journal.
    let sawReveals =
      draw.missing.isEmpty && sound.contains { $0.size > UInt64(draw.lastReveal) }
    return Verdict(
      grade: "sealed",
      reason: "\(seen.by) saw the frozen list at \(seen.time.marketClock), before the beacons"
        + (seen.isStamp ? "; that no other head was stamped too, only its publication shows" : ""),
      sawReveals: sawReveals, missing: draw.missing)
  }

  private mutating func add(_ rule: String, _ found: String, _ expected: String) {
    findings.append(AuditFinding(rule, found: found, expected: expected))
  }
}

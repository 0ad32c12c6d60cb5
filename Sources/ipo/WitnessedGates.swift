import Cryptography
import Offerings
import Quantities
import Storage
import TradingDays
import Transparency

/// The witnessed gates that an offering stands at: for each one whose operation is recorded and whose
/// witnesses are not, what the folder holds of their answers.
struct WitnessedGates {
  /// Heads that are final, to be recorded.
  private(set) var answers = Facts()
  /// What is waited for, in words.
  private(set) var waiting: [WitnessedGate: String] = [:]

  /// - Throws: `fixedClockAtWitnessedGate`; `witnessedRootDiffers`, `journalShorterThanWitnessed`,
  ///   `witnessNoteInvalid` where an answer is of another history, or is none.
  init(_ terms: WitnessedTerms?, _ folder: OfferingFolder, _ recorder: Recorder) throws {
    guard let terms else { return }
    guard !recorder.isClockFixed, let now = recorder.now else {
      throw Failure.Refused(
        message: "fixedClockAtWitnessedGate: found a fixed clock (SOURCE_DATE_EPOCH, or a journal "
          + "begun under one), expected a real one: witnesses say when")
    }
    for gate in terms.gates.sorted()
    where recorder.holds(gate.operation) && !recorder.holds(gate.witness) {
      guard let closed = try recorder.closing(of: gate.operation) else { continue }
      let desk = Desk(
        terms: terms, gate: gate, closed: closed, key: recorder.verifierKey,
        times: WitnessedTimes.range(closed: closed.at, seen: now))
      waiting[gate] = desk.waits("nobody has signed")
      // A later head holds the gate too: the witnesses may have been asked about the present one.
      for name in ["head", gate.rawValue] {
        guard let bytes = try folder.bytes(KeptHead.path(name, .cosigned)) else { continue }
        switch try desk.judge(bytes, lines: recorder.currentLines()) {
        case .final(let note):
          answers.witnessed[gate] = note
          waiting[gate] = nil
        case .open(let words): if answers.witnessed[gate] == nil { waiting[gate] = words }
        }
      }
    }
  }

  private enum Answer {
    case final(String)
    case open(String)
  }

  /// One gate's answer against the journal and the terms.
  private struct Desk {
    let terms: WitnessedTerms
    let gate: WitnessedGate
    let closed: (size: UInt64, at: Instant)
    let key: VerifierKey
    let times: ClosedRange<Int64>

    func waits(_ words: String) -> String {
      "\(gate.done); waits for \(terms.quorum) over \(closed.size) entries: \(words)"
    }

    func judge(_ bytes: [UInt8], lines: ArraySlice<UInt8>) throws -> Answer {
      let note: SignedNote
      let verdict: PolicyVerdict
      let timely: PolicyVerdict
      do {
        note = try SignedNote(parsing: bytes)
        try check(Checkpoint(text: note.text), lines)
        verdict = try terms.policy.verdict(on: note, log: key)
        timely = try terms.policy.verdict(on: note, log: key, within: times)
      } catch let error as TransparencyError {
        throw Failure.Refused(
          message: "witnessNoteInvalid: \(KeptHead.path(gate.rawValue, .cosigned)): \(error)")
      }
      let head = try Checkpoint(text: note.text)
      guard head.size >= closed.size else {
        return .open(
          waits("\(KeptHead.path(gate.rawValue, .cosigned)) is of \(head.size), before the gate"))
      }
      guard verdict.log != nil else {
        throw Failure.Refused(
          message:
            "witnessNoteInvalid: \(KeptHead.path(gate.rawValue, .cosigned)): found no signature of "
            + "\(key.name) that the policy accepts, expected one")
      }
      guard timely.isQuorumMet else { return .open(waits(words(verdict, timely))) }
      let seen = timely.sightings.map(\.witness.key)
      let sealed = try note.counted(log: key, witnesses: seen, within: times)
      return .final(String(decoding: sealed.bytes, as: UTF8.self))
    }

    /// The head has to be this journal's.
    private func check(_ head: Checkpoint, _ lines: ArraySlice<UInt8>) throws {
      let name = KeptHead.path(gate.rawValue, .cosigned)
      guard head.origin == key.name else {
        throw Failure.Refused(
          message: "originDiffers: \(name): found \(head.origin), expected \(key.name)")
      }
      guard let root = MerkleFrontier.roots(ofLines: lines, at: [head.size])[head.size] else {
        throw Failure.Refused(
          message: "journalShorterThanWitnessed: found fewer entries, expected at least the "
            + "\(head.size) that \(name) is of")
      }
      guard root == head.root else {
        throw Failure.Refused(
          message: "witnessedRootDiffers: found \(root.hex) at \(head.size) entries, expected "
            + "\(head.root.hex), which \(name) is of: the witnesses saw another history")
      }
    }

    /// Who has signed and who has not, and whose word does not count.
    private func words(_ verdict: PolicyVerdict, _ timely: PolicyVerdict) -> String {
      let names = timely.sightings.map(\.witness.name)
      let late = verdict.sightings.filter { !names.contains($0.witness.name) }.map { sighting in
        "\(sighting.witness.name)'s is from another time "
          + "(\(sighting.times.lowerBound) s after 1970) and does not count"
      }
      let missing = verdict.missing
      let parts =
        [
          names.isEmpty ? "nobody has signed" : "\(names.joined(separator: ", ")) signed",
          missing.isEmpty ? "" : "missing \(missing.joined(separator: ", "))",
        ] + late
      return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }
  }
}

import Cryptography
import Storage
import Transparency

/// Answers about one head, checked one by one and kept together.
struct WitnessAnswers {
  /// The name under which the head is kept.
  private(set) var name: String
  /// How many entries the head has.
  var size: UInt64 { head.checkpoint.size }
  /// Who said something, and when, in seconds since 1970.
  private(set) var taken: [(by: String, time: Int64)] = []

  /// A head that answers may be about.
  private struct Head {
    let bytes: [UInt8]
    let note: SignedNote
    let checkpoint: Checkpoint
    /// Whether it is the present one, and not kept yet.
    let isPresent: Bool

    init(_ bytes: [UInt8], isPresent: Bool) throws {
      self.bytes = bytes
      self.isPresent = isPresent
      note = try SignedNote(parsing: bytes)
      checkpoint = try Checkpoint(text: note.text)
    }
  }

  private let folder: OfferingFolder
  private let trust: AuditTrust
  // Those that the first answer may be about; one, once it is known.
  private var heads: [Head]
  private var cosigned: SignedNote?
  private var token: [UInt8]?

  private var head: Head { heads[0] }

  /// - Parameter head: a kept head's name; nil for the present one, or the one asked about last.
  init(_ folder: OfferingFolder, head name: String?, trust: AuditTrust) throws {
    self.folder = folder
    self.trust = trust
    self.name = name ?? KeptHead.present
    if let name {
      heads = [try Head(folder.keptCheckpoint(name), isPresent: false)]
      return
    }
    let asked = try folder.keptHead(KeptHead.present).parts[.checkpoint]
    heads = try asked.map { [try Head($0, isPresent: false)] } ?? []
    if let present = try folder.bytes("checkpoint"), present != asked {
      heads.append(try Head(present, isPresent: true))
    }
    guard !heads.isEmpty else {
      throw StorageError.missingFile(
        path: folder.file("checkpoint"), expected: "a signed head; run ipo settle first")
    }
  }

  /// Checks one answer.
  ///
  /// - Throws: `noTrustedCosignature`, `cosignatureInvalid`, `timestampInvalid`.
  mutating func take(_ path: String) throws {
    guard let bytes = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: "an answer")
    }
    // DER begins a sequence with 0x30, "0"; a signature line with a dash.
    if bytes.first == 0x30 {
      try takeToken(bytes, path)
    } else {
      try takeCosignatures(bytes, path)
    }
  }

  /// Keeps what was taken, below what was kept of the same head before.
  func keep() throws {
    if head.isPresent { try folder.keepPresentHead() }
    let before = try folder.keptHead(name)
    if let cosigned {
      let old = before.parts[.cosigned].flatMap { try? SignedNote(parsing: $0) }
      if let old, old.text != cosigned.text, !head.isPresent {
        // A later head may have been put there: it stays, under the name of its size.
        let size = (try? Checkpoint(text: old.text).size) ?? 0
        try folder.keep(old.bytes, .cosigned, of: "\(name)-\(size)")
      }
      let kept = old.flatMap { $0.text == cosigned.text ? $0 : nil } ?? head.note
      try folder.keep(kept.merging(cosigned).bytes, .cosigned, of: name)
    }
    if let token { try folder.keep(token, .token, of: name) }
  }

  private mutating func takeCosignatures(_ bytes: [UInt8], _ path: String) throws {
    guard !trust.witnesses.isEmpty else {
      throw Failure.WrongCall(
        message: "noTrustedCosignature: \(path) is of a witness, expected --witness or --policy")
    }
    var reasons: [String] = []
    for candidate in heads {
      do {
        let answered = try candidate.note.answered(by: bytes)
        let found = try answered.cosignatures(trusting: trust.witnesses)
        guard !found.isEmpty else {
          throw Failure.Refused(
            message: "noTrustedCosignature: \(path): found no line of a witness that the call names"
          )
        }
        heads = [candidate]
        let lines = answered.keeping(found.map(\.key))
        cosigned = cosigned.map { $0.merging(lines) } ?? lines
        taken += found.map { (by: $0.key.name, time: $0.time) }
        return
      } catch let error as TransparencyError {
        reasons.append("over \(candidate.checkpoint.size) entries: \(error)")
      }
    }
    throw Failure.Refused(
      message: "cosignatureInvalid: \(path): \(reasons.joined(separator: "; "))")
  }

  private mutating func takeToken(_ bytes: [UInt8], _ path: String) throws {
    guard let certificates = trust.certificates else {
      throw Failure.WrongCall(
        message: "timestampInvalid: \(path) is a time stamp, expected --tsa with certificates")
    }
    var reasons: [String] = []
    for candidate in heads {
      do {
        let query =
          candidate.isPresent
          ? nil : try folder.keptHead(name).parts[.query].map { try TimestampQuery(parsing: $0) }
        let stamp = try TimestampToken(parsing: bytes).timestamp(
          over: candidate.bytes, trusting: certificates, answering: query)
        heads = [candidate]
        token = bytes
        taken.append((by: "time stamp under \(stamp.policy)", time: stamp.time))
        return
      } catch let error as TimestampError {
        reasons.append("over \(candidate.checkpoint.size) entries: \(error)")
      }
    }
    throw Failure.Refused(
      message: "timestampInvalid: \(path): \(reasons.joined(separator: "; "))")
  }
}

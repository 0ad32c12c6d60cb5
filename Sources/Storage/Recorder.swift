import CanonicalJSON
import Cryptography
import Glibc
import Inputs
import Issuance
import Ledger
import Offerings
import TradingDays
import Transparency

/// Writes an offering's journal, one operation at a time: entries are synced, then the checkpoint is
/// signed and synced, then the operation counts. Holds the folder's lock while it lives; a crash
/// leaves at most an open tail, which the next run cuts and tells.
public final class Recorder {
  /// What recording a step came to.
  public enum Outcome: Equatable, Sendable {
    /// The journal had it already, byte for byte.
    case alreadyRecorded
    case recorded(entries: Int)
  }

  private let folder: OfferingFolder
  private let code: String
  private let key: SignerKey
  private let clock: Clock
  private let recorded: RecordedJournal
  private let lock: FolderLock
  private var descriptor: Int32 = -1
  private var head: JournalHead
  private var balances = Balances()
  private var end: Int
  /// The origin of the checkpoint that was found.
  private var signedOrigin: String?
  /// What was cut from a crashed run, for the report; nil where nothing was.
  public let cutTail: String?

  private static let chunk = 4 << 20

  /// Locks the folder, reads and checks what the journal holds.
  public init(
    _ folder: OfferingFolder, code: String, signer: SignerStore, clock: Clock
  ) throws {
    self.folder = folder
    self.code = code
    lock = try FolderLock(folder)
    let bytes = try folder.bytes("journal.jsonl") ?? []
    recorded = try RecordedJournal(bytes)
    if clock.isFixed, !recorded.isClockFixed, recorded.closedHead.count > 0 {
      throw StorageError.fixedClockInRealJournal
    }
    // A journal begun under a fixed clock stays under it: its instant is its last entry's.
    if recorded.isClockFixed, !clock.isFixed, let last = recorded.closedHead.at {
      self.clock = .fixed(last)
    } else {
      self.clock = clock
    }
    key = try signer.key(code: code)
    head = recorded.closedHead
    end = recorded.closedEnd
    cutTail =
      recorded.openLines == 0
      ? nil
      : "\(recorded.openLines) lines of an operation that a crash left open were cut from the journal"
    try checkCheckpoint()
    try checkSealedFiles()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Entries that count so far.
  public var entries: Int64 { head.count }
  public var root: Digest { head.root }
  public var isClockFixed: Bool { clock.isFixed }
  /// Every balance after the last step.
  public var currentBalances: Balances { balances }

  /// The facts that the journal sealed, to be merged with what the folder says today.
  public func sealedFacts() throws -> Facts {
    var facts = Facts()
    for (name, value) in recorded.sealedFacts {
      facts = try facts.merging(FactsReader.read(sealed: name, value), from: "journal.jsonl")
    }
    return facts
  }

  /// The ids of all operations that the journal has closed.
  public var operations: Set<String> {
    Set(recorded.operations.filter(\.value.isClosed).keys)
  }

  /// Records a step, or finds it recorded.
  ///
  /// - Throws: `recordedStepDiffers` where the journal holds the step with other content;
  ///   `gateNotClear` where an account that must be clear is not, and then nothing of it stays.
  public func record(_ step: Step) throws -> Outcome {
    if let operation = recorded.operations[step.id], operation.isClosed {
      try compare(step, with: operation)
      try checkGate(step)
      return .alreadyRecorded
    }
    try checkSigner()
    let begin = (head, end)
    do {
      let count = try append(step)
      try checkGate(step)
      try FileSystem.sync(descriptor, path: folder.file("journal.jsonl"))
      try signCheckpoint()
      return .recorded(entries: count)
    } catch {
      (head, end) = begin
      if descriptor >= 0 { ftruncate(descriptor, off_t(end)) }
      throw error
    }
  }

  private func compare(_ step: Step, with operation: RecordedJournal.Operation) throws {
    var index = 0
    var content: [UInt8] = []
    try step.entries { entry in
      let entry = try entry.marked(isClockFixed: clock.isFixed)
      content.removeAll(keepingCapacity: true)
      JournalLine.appendContent(of: entry, code: code, to: &content)
      guard index < operation.contents.count,
        recorded.bytes[operation.contents[index]].starts(with: content)
      else { throw StorageError.recordedStepDiffers(step: step.id, entry: entry.id) }
      index += 1
      try balances.apply(entry)
    }
    guard index == operation.contents.count else {
      throw StorageError.recordedStepDiffers(step: step.id, entry: operation.entryIDs[index])
    }
  }

  private func append(_ step: Step) throws -> Int {
    try openJournal()
    let instant = max(clock.now, head.at ?? clock.now)
    var buffer: [UInt8] = []
    var count = 0
    try step.entries { entry in
      let entry = try entry.marked(isClockFixed: clock.isFixed)
      for posting in entry.postings where !ChartOfAccounts.standard.allows(posting) {
        throw LedgerError.accountNotOnChart(id: entry.id, account: posting.account.path)
      }
      try head.append(entry, at: instant, code: code, to: &buffer)
      try balances.apply(entry)
      count += 1
      if buffer.count >= Self.chunk { try flush(&buffer) }
    }
    try flush(&buffer)
    return count
  }

  private func flush(_ buffer: inout [UInt8]) throws {
    try FileSystem.write(buffer, to: descriptor, path: folder.file("journal.jsonl"))
    end += buffer.count
    buffer.removeAll(keepingCapacity: true)
  }

  private func checkGate(_ step: Step) throws {
    guard let open = balances.firstOpen(under: step.clears) else { return }
    throw LedgerError.gateNotClear(
      operation: step.id, account: open.account.path,
      found: "\(open.amount) \(open.commodity == .cash ? "fen" : "shares")")
  }

  /// Opens the journal for appending after the last closed operation; an open tail is cut here.
  private func openJournal() throws {
    guard descriptor < 0 else { return }
    let path = folder.file("journal.jsonl")
    let isNew = !FileSystem.exists(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0, ftruncate(descriptor, off_t(end)) == 0,
      lseek(descriptor, off_t(end), SEEK_SET) >= 0
    else {
      throw StorageError.system(operation: "open", path: path, reason: FileSystem.lastReason())
    }
    if isNew { try FileSystem.syncFolder(of: path) }
  }

  private func signCheckpoint() throws {
    let checkpoint = try Checkpoint(
      origin: key.verifierKey.name, size: UInt64(head.count), root: head.root)
    var note = try SignedNote(text: checkpoint.text)
    try note.sign(with: key)
    try FileSystem.replace(
      folder.file("vkey"), with: Array("\(key.verifierKey)\n".utf8), durably: true)
    try FileSystem.replace(folder.file("checkpoint"), with: note.bytes, durably: true)
  }

  /// One offering has one origin; whoever goes on with a journal has to hold its key.
  private func checkSigner() throws {
    guard let signed = signedOrigin, signed != key.verifierKey.name else { return }
    throw StorageError.signerDiffers(found: key.verifierKey.name, expected: signed)
  }

  /// A crash between the journal's sync and the checkpoint's leaves closed operations unsigned: they
  /// are sound and are signed now. A journal below its checkpoint is never touched.
  private func checkCheckpoint() throws {
    guard let bytes = try folder.bytes("checkpoint") else {
      if head.count > 0 { try signCheckpoint() }
      return
    }
    let checkpoint = try Checkpoint(text: try SignedNote(parsing: bytes).text)
    signedOrigin = checkpoint.origin
    guard checkpoint.size <= UInt64(head.count) else {
      throw StorageError.journalShorterThanCheckpoint(
        found: head.count, expected: checkpoint.size)
    }
    guard checkpoint.size == 0 || recorded.rootsAtClose[checkpoint.size] == checkpoint.root else {
      throw StorageError.journalUnsound(
        line: Int(checkpoint.size), found: "another root than the checkpoint's",
        expected: checkpoint.root.hex)
    }
    if checkpoint.size < UInt64(head.count) {
      try checkSigner()
      try signCheckpoint()
    }
  }

  private func checkSealedFiles() throws {
    for (name, sealed) in recorded.sealedFiles {
      guard let bytes = try folder.bytes(name) else {
        throw StorageError.sealedInputChanged(file: name, found: "no file", expected: sealed)
      }
      let found = SHA256.hash(bytes).hex
      guard found == sealed else {
        throw StorageError.sealedInputChanged(file: name, found: found, expected: sealed)
      }
    }
  }
}

import CanonicalJSON
import Cryptography
import Glibc
import Inputs
import Issuance
import Ledger
import Offerings
import Rulebooks
import TradingDays
import Transparency

/// Writes an offering's journal, one operation at a time: entries are synced, then the checkpoint is
/// signed and synced, then the operation counts. Holds the folder's lock while it lives; a crash
/// leaves at most an open tail, which the next run cuts and tells.
public final class Recorder {
  private let folder: OfferingFolder
  private let code: String
  private let key: SignerKey
  private let clock: Clock
  private let recorded: RecordedJournal
  private let lock: FolderLock
  private var descriptor: Int32 = -1
  private var head: JournalHead
  private var balances = Balances()
  /// The operations that the journal holds by now.
  private var written: Set<String>
  private var end: Int
  /// The checkpoint that was found.
  private let signed: SignedHead?

  private static let chunk = 4 << 20

  /// Locks the folder, reads and checks what the journal holds.
  public init(
    _ folder: OfferingFolder, code: String, signer: SignerStore, clock: Clock
  ) throws {
    self.folder = folder
    self.code = code
    lock = try FolderLock(folder)
    let bytes = try folder.bytes("journal.jsonl") ?? []
    recorded = RecordedJournal(bytes)
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
    written = Set(recorded.order)
    last = recorded.order.last
    signed = try SignedHead(folder)
    try checkSignedHead()
    try checkSealedFiles()
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The operation that the journal ends with.
  public private(set) var last: String?

  /// Entries that count so far.
  public var entries: Int64 { head.count }
  public var root: Digest { head.root }
  public var isClockFixed: Bool { clock.isFixed }
  /// The time; nil where the clock is fixed, which tells no time.
  public var now: Instant? { clock.isFixed ? nil : clock.now }
  /// The closed operations' lines, as they were found.
  public var closedLines: ArraySlice<UInt8> { recorded.bytes.prefix(recorded.closedEnd) }
  /// Every balance after the last step.
  public var currentBalances: Balances { balances }

  /// Refuses terms or a rulebook other than those that the journal was opened with.
  public func checkTerms(of offering: Offering) throws {
    guard recorded.closedHead.count > 0, let opening = recorded.opening else { return }
    let today: JSONValue = [
      "terms": offering.terms.canonical, "rulebook": offering.rulebook.canonical,
    ]
    for name in ["terms", "rulebook"] {
      guard let sealed = opening[name], let now = today[name],
        let difference = JSONValue.firstDifference(sealed, now, at: name)
      else { continue }
      throw StorageError.termsChanged(
        name: difference.path, found: difference.second, expected: difference.first)
    }
  }

  /// The facts that the journal sealed, to be merged with what the folder says today.
  public func sealedFacts() throws -> Facts {
    try FactsReader.read(sealed: recorded.sealedFacts)
  }

  /// True where the journal holds the operation, closed.
  public func holds(_ operation: String) -> Bool { written.contains(operation) }

  /// Holds every recorded operation against the passage, in the journal's order, before anything is
  /// added or signed: an operation that terms and facts do not lead to is never signed. Then cuts
  /// what a crash left open, and signs what it left unsigned.
  ///
  /// - Parameter beside: makes the operations again that are no step of the passage: what was held
  ///   against statements, and what was said of it.
  /// - Returns: what was cut, in words; nil where nothing was.
  /// - Throws: `recordedStepDiffers`, `unexplainedOperation`, `stepOutOfOrder`.
  public func adopt(
    _ passage: Passage, beside: (String) throws -> Step?
  ) throws -> String? {
    for id in recorded.order {
      guard let step = try passage.step(named: id) ?? beside(id),
        let operation = recorded.operations[id]
      else {
        throw StorageError.unexplainedOperation(id)
      }
      try compare(step, with: operation)
      try checkGate(step)
    }
    if let disorder = passage.disorder(of: recorded.order) {
      throw StorageError.stepOutOfOrder(found: disorder.found, expected: disorder.expected)
    }
    if recorded.closedEnd < recorded.bytes.count { try openJournal() }
    if UInt64(head.count) > signed?.checkpoint.size ?? 0 {
      try checkSigner()
      try signCheckpoint()
    }
    guard recorded.openLines > 0 else { return nil }
    return
      "\(recorded.openLines) lines of an operation that a crash left open were cut from the journal"
  }

  /// Records a step that the journal does not hold.
  ///
  /// - Returns: how many entries it has.
  /// - Throws: `gateNotClear` where an account that must be clear is not; nothing of it stays then. An
  ///   error of the disk after the entries are synced leaves them to be signed by the next run.
  public func record(_ step: Step) throws -> Int {
    try checkSigner()
    if let confirmed = Passage.confirmed(by: step.id), !written.contains(confirmed) {
      throw StorageError.nothingToConfirm(confirmed)
    }
    let begin = (head, end)
    let count: Int
    do {
      count = try append(step)
      try checkGate(step)
      try FileSystem.sync(descriptor, path: folder.file("journal.jsonl"))
    } catch {
      (head, end) = begin
      if descriptor >= 0 { ftruncate(descriptor, off_t(end)) }
      throw error
    }
    // From here on the journal is never cut: the signed head may be out though its sync failed. What
    // is not signed yet, the next run signs.
    try signCheckpoint()
    written.insert(step.id)
    last = step.id
    return count
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
    // The key is public before its first signature, and written once.
    let vkey = Array("\(key.verifierKey)\n".utf8)
    if try folder.bytes("vkey") != vkey {
      try FileSystem.replace(folder.file("vkey"), with: vkey, durably: true)
    }
    try FileSystem.replace(folder.file("checkpoint"), with: note.bytes, durably: true)
  }

  /// One offering has one origin; whoever goes on with a journal has to hold its key.
  private func checkSigner() throws {
    guard let origin = signed?.checkpoint.origin, origin != key.verifierKey.name else { return }
    throw StorageError.signerDiffers(found: key.verifierKey.name, expected: origin)
  }

  /// A crash between the journal's sync and the checkpoint's leaves a closed operation unsigned, the
  /// very first one without a checkpoint. A journal below its checkpoint, or one that lost it, is
  /// never touched; nor is one whose unsound part is signed.
  private func checkSignedHead() throws {
    guard let signed else {
      if let fault = recorded.fault { throw fault }
      guard recorded.order.count <= 1 else {
        throw StorageError.checkpointMissing(operations: recorded.order.count)
      }
      return
    }
    let checkpoint = signed.checkpoint
    guard checkpoint.size <= UInt64(head.count) else {
      throw recorded.fault
        ?? StorageError.journalShorterThanCheckpoint(
          found: head.count, expected: checkpoint.size)
    }
    guard checkpoint.size == 0 || recorded.rootsAtClose[checkpoint.size] == checkpoint.root else {
      throw StorageError.journalUnsound(
        line: Int(checkpoint.size), found: "another root than the checkpoint's",
        expected: checkpoint.root.hex)
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

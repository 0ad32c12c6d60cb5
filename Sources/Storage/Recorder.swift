import CanonicalJSON
import Cryptography
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
  let folder: OfferingFolder
  let code: String
  let key: SignerKey
  private let signer: SignerStore
  let clock: Clock
  let actor: AccountName
  let recorded: RecordedJournal
  private let lock: AnyObject
  /// The checkpoint that was found.
  let signed: SignedHead?
  var books: Books
  var index: BookingIndex
  private var file: JournalFile?
  /// The tree that is published beside the journal; nil where none is.
  private var publication: TilePublication?
  /// The operations that the journal holds by now.
  private var written: Set<String>
  /// Why nothing more is written: the disk failed, and what it holds is known only by the next run.
  private var fault: (any Error)?

  private static let chunk = 4 << 20

  /// Locks the folder, reads and checks what the journal holds.
  ///
  /// - Parameter actor: whom the entries name that are going to be recorded.
  public init(
    _ folder: OfferingFolder, code: String, signer: SignerStore, clock: Clock,
    actor: AccountName = .unnamedActor
  ) throws {
    self.folder = folder
    self.code = code
    self.actor = actor
    self.signer = signer
    lock = try folder.disk.lock(folder.path)
    let bytes = try folder.bytes("journal.jsonl") ?? []
    signed = try SignedHead(folder)
    recorded = RecordedJournal(bytes, signedSize: signed?.checkpoint.size ?? 0)
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
    books = Books(head: recorded.closedHead)
    index = BookingIndex(recorded.bookings)
    written = Set(recorded.order)
    last = recorded.order.last
    try checkSignedHead()
    try checkSealedFiles()
  }

  /// The operation that the journal ends with.
  public private(set) var last: String?

  /// Entries that count so far.
  public var entries: Int64 { books.head.count }
  public var root: Digest { books.head.root }
  public var isClockFixed: Bool { clock.isFixed }
  /// The time; nil where the clock is fixed, which tells no time.
  public var now: Instant? { clock.isFixed ? nil : clock.now }
  /// The closed operations' lines, as they were found.
  public var closedLines: ArraySlice<UInt8> { recorded.bytes.prefix(recorded.closedEnd) }
  /// Every balance after the last step.
  public var currentBalances: Balances { books.balances }

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
  /// - Returns: what was cut and what was signed, in words; nil where nothing was.
  /// - Throws: `recordedStepDiffers`, `unexplainedOperation`, `stepOutOfOrder`.
  public func adopt(
    _ passage: Passage, beside: (String) throws -> Step?
  ) throws -> String? {
    for id in recorded.order {
      if let lines = recorded.booking(id) {
        try adopt(booking: id, lines)
        continue
      }
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
    let isUnsigned = UInt64(books.head.count) > signed?.checkpoint.size ?? 0
    if isUnsigned { try checkSigner() }
    if isUnsigned || recorded.closedEnd < recorded.bytes.count { try openJournal() }
    if isUnsigned { try sign(books.head) }
    // A run whose last sync failed may have left a head that is seen and not yet durable.
    if !isUnsigned, signed != nil { try folder.disk.syncFolder(folder.path) }
    try publish(to: books.head)
    let unsigned = recorded.unsigned
    let listed = unsigned.prefix(5).joined(separator: ", ") + (unsigned.count > 5 ? ", …" : "")
    let notes = [
      recorded.openLines > 0
        ? "\(recorded.openLines) lines of an operation that a crash left open were cut from the journal"
        : nil,
      unsigned.isEmpty
        ? nil
        : "operations that stood behind the signed head, as a crash leaves them, were signed now: "
          + "\(listed) (\(unsigned.count) in all); make sure that they are yours",
    ]
    let told = notes.compactMap(\.self)
    return told.isEmpty ? nil : told.joined(separator: "; ")
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
    var count = 0
    try guarded {
      let head = try extend { file in
        count = try append(step, to: file)
        try checkGate(step)
        return books.head
      }
      try sign(head)
    }
    written.insert(step.id)
    last = step.id
    return count
  }

  /// Does what writes to the disk. Where it throws, nothing more is written by this run: what the disk holds
  /// is known only by the next one.
  func guarded<Result>(_ work: () throws -> Result) throws -> Result {
    try checkUnharmed()
    do {
      return try work()
    } catch {
      fault = error
      throw error
    }
  }

  /// Lets `post` write to the journal, and makes it durable; where that fails, what was written is cut.
  ///
  /// - Parameter post: writes, and tells where the journal ends then.
  func extend(_ post: (JournalFile) throws -> JournalHead) throws -> JournalHead {
    let file = try openJournal()
    let end = file.end
    do {
      let head = try post(file)
      try file.sync()
      return head
    } catch {
      try file.cut(to: end)
      throw error
    }
  }

  /// After an error of the disk, what it holds is known only to the next run.
  func checkUnharmed() throws {
    if let fault { throw fault }
  }

  private func compare(_ step: Step, with operation: RecordedJournal.Operation) throws {
    var index = 0
    var content: [UInt8] = []
    let mark = EntryMark(isClockFixed: clock.isFixed, actor: operation.actor)
    try step.entries { entry in
      let entry = entry.marked(mark)
      content.removeAll(keepingCapacity: true)
      JournalLine.appendContent(of: entry, code: code, to: &content)
      guard index < operation.contents.count,
        recorded.bytes[operation.contents[index]].starts(with: content)
      else { throw StorageError.recordedStepDiffers(step: step.id, entry: entry.id) }
      index += 1
      try books.recall(entry)
    }
    guard index == operation.contents.count else {
      throw StorageError.recordedStepDiffers(step: step.id, entry: operation.entryIDs[index])
    }
  }

  private func append(_ step: Step, to file: JournalFile) throws -> Int {
    let instant = now(after: books.head)
    var buffer: [UInt8] = []
    var count = 0
    let mark = mark
    try step.entries { entry in
      try books.post(entry.marked(mark), at: instant, code: code, to: &buffer)
      count += 1
      if buffer.count >= Self.chunk {
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try file.append(buffer)
    return count
  }

  /// What the entries bear that are recorded now.
  var mark: EntryMark { EntryMark(isClockFixed: clock.isFixed, actor: actor) }

  /// The time of an entry: never before that of the entry above.
  func now(after head: JournalHead) -> Instant {
    let now = clock.now
    return max(now, head.at ?? now)
  }

  /// Where the journal's bytes end that count.
  var journalEnd: Int { file?.end ?? recorded.closedEnd }

  /// Closed lines of the journal, whenever they were written.
  func lines(_ range: Range<Int>) throws -> [UInt8] {
    if range.upperBound <= recorded.closedEnd { return Array(recorded.bytes[range]) }
    return try openJournal().read(range)
  }

  private func checkGate(_ step: Step) throws {
    guard let open = books.balances.firstOpen(under: step.clears) else { return }
    throw LedgerError.gateNotClear(
      operation: step.id, account: open.account.path,
      found: "\(open.amount) \(open.commodity == .cash ? "fen" : "shares")")
  }

  /// Opens the journal for appending after the last closed operation; an open tail is cut here.
  @discardableResult
  func openJournal() throws -> JournalFile {
    if let file { return file }
    let begin = recorded.signed?.end ?? 0
    let file = try JournalFile(
      folder.file("journal.jsonl"), on: folder.disk, end: recorded.closedEnd,
      unsigned: recorded.bytes[begin..<recorded.closedEnd])
    self.file = file
    return file
  }

  /// Signs what was synced. From there on it is never cut: the signed head may be out though its own sync
  /// failed, and what is not signed yet, the next run signs.
  func sign(_ head: JournalHead) throws {
    let checkpoint = try Checkpoint(
      origin: key.verifierKey.name, size: UInt64(head.count), root: head.root)
    var note = try SignedNote(text: checkpoint.text)
    try note.sign(with: key)
    // The key is public before its first signature, and written once.
    let vkey = Array("\(key.verifierKey)\n".utf8)
    if try folder.bytes("vkey") != vkey {
      try signer.makeDurable()
      try folder.disk.replace(folder.file("vkey"), with: vkey, durably: true)
    }
    // Who fetches the tree finds all of it below the head that he sees.
    try publish(to: head)
    try folder.disk.replace(folder.file("checkpoint"), with: note.bytes, durably: true)
  }

  /// Brings the tiles that stand beside the journal up to its head; where there are none, nothing is
  /// published. What a crash leaves undone here, the next run does.
  private func publish(to head: JournalHead) throws {
    let tiles = TileFolder(folder.path, on: folder.disk)
    if publication == nil, tiles.exists, let journal = try folder.source("journal.jsonl") {
      publication = TilePublication(journal, in: tiles)
    }
    try publication?.publish(to: UInt64(head.count))
  }

  /// One offering has one origin; whoever goes on with a journal has to hold its key.
  func checkSigner() throws {
    guard let origin = signed?.checkpoint.origin, origin != key.verifierKey.name else { return }
    throw StorageError.signerDiffers(found: key.verifierKey.name, expected: origin)
  }

  /// A crash between the journal's sync and the checkpoint's leaves a closed operation unsigned, the
  /// very first one without a checkpoint; one before that sync any part of it. A journal below its checkpoint, or one that lost it, is
  /// never touched; nor is one whose unsound part is signed.
  private func checkSignedHead() throws {
    guard let signed else {
      // The key's public form is written once the first operation is synced.
      let wasSigned = folder.exists("vkey")
      if wasSigned, recorded.order.isEmpty { throw StorageError.journalMissing(path: folder.path) }
      let isTorn = recorded.isBegunAtMost && !wasSigned
      if let fault = recorded.fault, !isTorn { throw fault }
      guard recorded.order.count <= 1 else {
        throw StorageError.checkpointMissing(operations: recorded.order.count)
      }
      return
    }
    let checkpoint = signed.checkpoint
    guard checkpoint.size <= UInt64(books.head.count) else {
      throw recorded.fault
        ?? StorageError.journalShorterThanCheckpoint(
          found: books.head.count, expected: checkpoint.size)
    }
    guard recorded.signed?.root == checkpoint.root else {
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
    // Who may quote is asked when the book is screened, and not again.
    let isScreened = recorded.order.contains("book")
    let isListSealed = recorded.sealedFiles.contains { $0.name == BidderFile.name }
    if isScreened, !isListSealed, folder.exists(BidderFile.name) {
      throw StorageError.inputAfterItsStep(file: BidderFile.name, step: "book")
    }
  }
}

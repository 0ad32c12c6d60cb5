import Ledger
import Synchronization

/// A place for a part of a journal, used for one part after the other: written by the core that reads the
/// part, and then read by the one that folds it.
final class PartSlot: @unchecked Sendable {
  private(set) var part: JournalPart
  private(set) var failure: (any Error)?

  private var scanner: EntryScanner

  init(code: String?) {
    part = JournalPart(code: code)
    scanner = EntryScanner(code: code)
  }

  func read(_ number: Int, of source: JournalSource) {
    do {
      try part.read(number, of: source, &scanner)
    } catch {
      failure = failure ?? error
    }
  }
}

/// The fold over a journal's parts while they come; whoever hands them out keeps their order, one at a time.
final class JournalReading: @unchecked Sendable {
  private var fold: JournalFold
  private var failure: (any Error)?

  /// Enough that no core waits while another one folds.
  static let slotCount = 8

  init(_ source: JournalSource, code: String?, sizes: Set<UInt64>) {
    fold = JournalFold(source, code: code, sizes: sizes)
  }

  func take(_ slot: PartSlot) {
    failure = failure ?? slot.failure
    if failure == nil { fold.take(slot.part) }
  }

  func finish() throws -> JournalFold {
    if let failure { throw failure }
    try fold.finish()
    return fold
  }
}

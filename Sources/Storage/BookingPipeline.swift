import Ledger
import Parallelism

/// Writes batches of bookings. While one is written and synced, the lines of the next one are made, and the
/// head over those before is signed. To sign costs more syncs than to write: batches that are synced
/// meanwhile wait for the next signature and share it.
struct BookingPipeline {
  let recorder: Recorder
  /// True where one thing is done after the other, in the same order every time.
  let inTurn: Bool
  /// Told of the batches that count, since their head is signed.
  let settle: ([BookingLines]) -> Void
  /// On disk, and not signed.
  private var synced: [BookingLines] = []
  private var signing: Signing?

  private struct Signing {
    let batches: [BookingLines]
    let work: Background<Result<Void, any Error>>
  }

  init(_ recorder: Recorder, inTurn: Bool, settle: @escaping ([BookingLines]) -> Void) {
    self.recorder = recorder
    self.inTurn = inTurn
    self.settle = settle
  }

  /// Writes a batch and makes it durable.
  ///
  /// - Parameters:
  ///   - isLast: true where there is no next batch: then nothing is handed to another core.
  ///   - make: makes the next batch on this core meanwhile.
  /// - Returns: the next batch.
  mutating func write(
    _ batch: BookingLines, isLast: Bool, while make: () -> BookingLines
  ) throws -> BookingLines {
    if signing?.work.isDone ?? true { try sign() }
    nonisolated(unsafe) let recorder = recorder
    let work: @Sendable () -> Result<Void, any Error> = {
      Result {
        _ = try recorder.extend { file in
          try file.append(batch.bytes)
          return batch.head
        }
      }
    }
    let (written, next) = inTurn || isLast ? (work(), make()) : concurrently(work, make)
    do {
      try written.get()
    } catch {
      // What was synced before still counts once it is signed.
      try? finish()
      throw error
    }
    synced.append(batch)
    return next
  }

  /// Waits until everything that was written is signed.
  mutating func finish() throws {
    while signing != nil || !synced.isEmpty { try sign(isAlone: true) }
  }

  /// Takes what was signed, and begins to sign what is synced.
  ///
  /// - Parameter isAlone: true where nothing else is to be done meanwhile.
  private mutating func sign(isAlone: Bool = false) throws {
    if let done = signing {
      signing = nil
      try done.work.wait().get()
      settle(done.batches)
    }
    guard let head = synced.last?.head else { return }
    nonisolated(unsafe) let recorder = recorder
    let work: @Sendable () -> Result<Void, any Error> = { Result { try recorder.sign(head) } }
    signing = Signing(
      batches: synced, work: inTurn || isAlone ? Background(doneHere: work) : Background(work))
    synced = []
  }
}

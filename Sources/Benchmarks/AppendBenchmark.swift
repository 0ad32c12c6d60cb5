import Foundation
import Ledger
import Quantities
import Storage

/// Times durable appending: `Recorder.post`, which checks every booking against balances, chart, floors
/// and the ids before it, chains, hashes, writes, syncs and signs; beside a C loop that only hashes, writes
/// and syncs the same bytes. Both in one run, in turns, on one file system.
enum AppendBenchmark {
  private static let accounts = 10_000
  private static let rounds = 5
  private static let singles = 3_000

  static func run(bookings: Int?) throws {
    let count = bookings ?? 1_000_000
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ipo-append-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = BookedJournal.deposits(count, accounts: accounts)
    let peer = try AppendPeer(in: folder)
    print(
      "\(DecimalText.grouped(count, decimals: 0)) deposits, two postings each, "
        + "\(DecimalText.grouped(accounts, decimals: 0)) accounts; best of \(rounds), in turns")
    print("batch    ipo, entries/s        C loop      ratio   bytes a line")
    for batch in [1_000, Recorder.bookingBatch] {
      try compare(list, batch: batch, peer, in: folder)
    }
    try timeSingles(Array(list.prefix(singles)), peer, in: folder)
    print(
      """
      TigerBeetle, 1,000,000 transfers in batches of 8,189, measured on this kind of machine: 563,000/s; \
      SQLite FULL 152,000/s; PostgreSQL COPY 50,000/s. TigerBeetle also answers clients over a socket, keeps \
      indexes by account for queries, replicates by consensus and checks its storage for faults; ipo does none of \
      it. ipo keeps entries of any number of postings in a text that others can hash, chained and signed.
      """)
  }

  private static func compare(
    _ list: [Booking], batch: Int, _ peer: AppendPeer, in folder: URL
  ) throws {
    var own = Double.infinity
    var other = Double.infinity
    var length = 0
    for round in 0..<rounds {
      let path = folder.appendingPathComponent("\(batch)-\(round)").path
      let recorder = try BookedJournal.recorder(path)
      let begin = try size(path)
      own = min(
        own,
        try seconds { _ = try recorder.post(list, batch: batch) })
      length = (try size(path) - begin) / list.count
      other = min(other, try peer.seconds("\(path)/journal.jsonl", from: begin, batch: batch))
      try FileManager.default.removeItem(atPath: path)
    }
    print(
      String(
        format: "%5d %15.0f %17.0f %9.2f %9d", batch, Double(list.count) / own,
        Double(list.count) / other, other / own, length))
  }

  /// One booking, one sync: the time up to the end of the journal's sync, beside that sync alone.
  private static func timeSingles(
    _ list: [Booking], _ peer: AppendPeer, in folder: URL
  ) throws {
    let disk = ClockedDisk()
    let path = folder.appendingPathComponent("singles").path
    let recorder = try BookedJournal.recorder(path, on: disk)
    let begin = try size(path)
    var whole: [Double] = []
    var journal: [Double] = []
    var sync: [Double] = []
    for booking in list {
      let start = ClockedDisk.now
      _ = try recorder.post([booking])
      whole.append(ClockedDisk.now - start)
      journal.append(disk.syncEnd - start)
      sync.append(disk.syncEnd - disk.syncStart)
    }
    let alone = try peer.seconds("\(path)/journal.jsonl", from: begin, batch: 1)
    print(
      String(
        format: """
          one booking at a time, median of %d: journal written and synced %.0f µs, of which fdatasync %.0f µs \
          (ratio %.2f); with its checkpoint signed and synced %.0f µs; C loop %.0f µs
          """, list.count, median(journal) * 1e6, median(sync) * 1e6,
        median(journal) / median(sync), median(whole) * 1e6, alone / Double(list.count) * 1e6))
  }

  private static func size(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: "\(path)/journal.jsonl")[.size] as? Int ?? 0
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ClockedDisk.now
    try work()
    return ClockedDisk.now - start
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

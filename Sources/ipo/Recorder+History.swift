import Audit
import Issuance
import Storage

extension Recorder {
  /// Holds every recorded operation against the passage, and recorded reconciliations against the
  /// statements that they sealed; says what a crash had left.
  func adopt(_ passage: Passage, in folder: OfferingFolder) throws {
    Console.progress("comparing with the journal")
    var history: ReconciliationHistory?
    let cut = try adopt(passage) { id in
      guard ReconciliationHistory.explains(id) else { return nil }
      let made = try history ?? self.history(in: folder)
      history = made
      return try made.step(named: id)
    }
    Console.done()
    if let cut { Console.error("note: \(cut)") }
  }

  /// The reconciliations on record.
  ///
  /// - Parameter added: files that are not in the folder yet.
  func history(
    in folder: OfferingFolder, added: StatementFiles? = nil
  ) throws -> ReconciliationHistory {
    try ReconciliationHistory(try .sound(Array(closedLines))) { name in
      try added?.source(name) ?? folder.source(name)
    }
  }
}

extension JournalAudit {
  /// Reads a journal that is to be compared with something else.
  ///
  /// - Throws: `journalUnsound` with its first finding.
  static func sound(_ bytes: [UInt8]) throws -> JournalAudit {
    let journal = JournalAudit(bytes, sizes: [])
    if let finding = journal.findings.first {
      throw Failure.Refused(
        message: "journalUnsound: \(finding); run ipo verify, nothing was compared")
    }
    return journal
  }
}

/// What can go wrong between the program and the disk.
public enum StorageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operating system refused; exit code 3.
  case system(operation: String, path: String, reason: String)
  /// Another run holds the folder.
  case folderBusy(path: String)
  /// A file that the call names is not there.
  case missingFile(path: String, expected: String)
  /// The journal on disk is not sound enough to be continued.
  case journalUnsound(line: Int, found: String, expected: String)
  /// The journal holds fewer lines than its checkpoint says: it was cut, and is never repaired.
  case journalShorterThanCheckpoint(found: Int64, expected: UInt64)
  /// What was sealed is not what is there now.
  case sealedInputChanged(file: String, found: String, expected: String)
  /// A file stands there that a step would have read, and did not find.
  case inputAfterItsStep(file: String, step: String)
  /// The same step, made again, is not what the journal recorded.
  case recordedStepDiffers(step: String, entry: String)
  /// offering.yaml or its rulebook says other terms than the journal was opened with.
  case termsChanged(name: String, found: String, expected: String)
  /// The journal holds an operation that terms, facts and files do not lead to.
  case unexplainedOperation(String)
  /// A confirmation of what was never instructed.
  case nothingToConfirm(String)
  /// The journal's operations do not stand in the order of the timetable.
  case stepOutOfOrder(found: String, expected: String)
  /// The journal has operations and no checkpoint: it may have been cut.
  case checkpointMissing(operations: Int)
  /// The folder's journal was signed once and is gone: a new one would be a second history.
  case journalMissing(path: String)
  case checkpointInvalid(String)
  /// A journal that began by the real clock cannot go on with a fixed one.
  case fixedClockInRealJournal
  case malformedKey(path: String, reason: String)
  /// A party's secret is never overwritten.
  case secretExists(path: String)
  /// A file that holds no secret, or one for something else.
  case malformedSecret(path: String, expected: String)
  /// The journal's head is another signer's: signing it anew would begin a second history.
  case signerDiffers(found: String, expected: String)
  /// A witness's clock, in seconds since 1970, is behind its own last cosignature.
  case witnessClockWentBack(found: Int64, last: Int64)
  /// A published tile holds other bytes than the journal: one of the two was changed.
  case tileDiffers(path: String, firstLeaf: UInt64)
  /// The folder publishes a head that the journal does not continue.
  case publishedHeadDiffers(found: String, expected: String)
  /// What a witness kept of an origin is not what it wrote.
  case malformedWitnessState(path: String, reason: String)

  public var description: String {
    switch self {
    case .system(let operation, let path, let reason): "cannot \(operation) \(path): \(reason)"
    case .folderBusy(let path): "folderBusy: another ipo is at work in \(path); try again after it"
    case .missingFile(let path, let expected):
      "missingFile: \(path) is not there, expected \(expected)"
    case .journalUnsound(let line, let found, let expected):
      "journalUnsound: journal.jsonl:\(line): found \(found), expected \(expected); nothing was "
        + "written, run ipo verify"
    case .journalShorterThanCheckpoint(let found, let expected):
      "journalShorterThanCheckpoint: found \(found) entries, expected at least the \(expected) "
        + "that the checkpoint signs"
    case .sealedInputChanged(let file, let found, let expected):
      "sealedInputChanged: \(file) has SHA-256 \(found), the journal sealed \(expected); put the sealed "
        + "file back"
    case .inputAfterItsStep(let file, let step):
      "inputAfterItsStep: found \(file), expected none: \(step) was recorded without it; remove the file"
    case .recordedStepDiffers(let step, let entry):
      "recordedStepDiffers: \(step), made again from today's terms, facts and files, differs from "
        + "the journal at \(entry)"
    case .termsChanged(let name, let found, let expected):
      "termsChanged: \(name) is sealed since the opening: found \(found), expected \(expected)"
    case .unexplainedOperation(let id):
      "unexplainedOperation: the journal holds \(id), which terms, facts and files do not lead to; "
        + "nothing was signed"
    case .nothingToConfirm(let id):
      "nothingToConfirm: found a confirmation of \(id), expected one of an operation in the journal"
    case .stepOutOfOrder(let found, let expected):
      "stepOutOfOrder: the journal holds \(found), expected \(expected)"
    case .checkpointMissing(let operations):
      "checkpointMissing: the journal holds \(operations) operations and there is no checkpoint to hold "
        + "it against; nothing was signed"
    case .journalMissing(let path):
      "journalMissing: \(path) has a vkey and no journal: what was signed here is lost, and a new journal "
        + "would be a second history of one origin; put journal.jsonl and checkpoint back, or begin in "
        + "another folder"
    case .checkpointInvalid(let reason): "checkpointInvalid: \(reason)"
    case .fixedClockInRealJournal:
      "fixedClockInRealJournal: SOURCE_DATE_EPOCH is set, but this journal began by the real clock"
    case .signerDiffers(let found, let expected):
      "signerDiffers: the key here signs as \(found), the journal is signed by \(expected); name its "
        + "key with --key"
    case .witnessClockWentBack(let found, let last):
      "clockWentBack: the last cosignature is from \(last), the clock says \(found); nothing was "
        + "cosigned"
    case .secretExists(let path):
      "secretExists: \(path) holds a secret already, which its commitment needs; expected no file"
    case .malformedSecret(let path, let expected): "malformedSecret: \(path) is not \(expected)"
    case .tileDiffers(let path, let firstLeaf):
      "tileDiffers: \(path) holds other bytes than the journal from entry \(firstLeaf) on; nothing "
        + "that was published is changed, run ipo verify"
    case .publishedHeadDiffers(let found, let expected):
      "publishedHeadDiffers: the published checkpoint is found to be \(found), expected \(expected); "
        + "nothing was written"
    case .malformedWitnessState(let path, let reason):
      "malformedWitnessState: \(path): \(reason); nothing is cosigned before it is put right"
    case .malformedKey(let path, let reason): "malformedKey: \(path): \(reason)"
    }
  }
}

import Allotment
import ArgumentParser
import Audit
import Clawback
import Cryptography
import Glibc
import Inputs
import Issuance
import Ledger
import Lottery
import Offerings
import Quantities
import Reconciliation
import Settlement
import ShareRegister
import Storage
import Timetables
import TradingDays
import Transparency

/// Turns an error into what a person reads and the exit code that a program reads.
struct Failure {
  /// 1: the data is unsound. 2: the input or the call is wrong. 3: the system failed.
  let code: Int32
  let messages: [String]

  /// Ends a command whose findings are printed already.
  struct Silent: Error {
    let code: Int32
  }

  /// A command's own refusal of its call.
  struct WrongCall: Error {
    let message: String
  }

  /// A step that the state of the offering does not allow.
  struct Refused: Error {
    let message: String
  }

  private static let shown = 100

  init(_ error: any Error) {
    switch error {
    case let silent as Silent:
      (code, messages) = (silent.code, [])
    case let refused as Refused:
      (code, messages) = (1, [refused.message])
    case let wrong as WrongCall:
      (code, messages) = (2, [wrong.message])
    case let refusal as InputRefusal:
      code = 2
      messages = Self.listed(refusal.faults.map(\.description), of: refusal.count)
    case let refusal as LocatedPolicyRefusal:
      code = 2
      messages = Self.listed(refusal.messages, of: refusal.messages.count)
    case let refusal as LocatedRefusal:
      code = refusal.isInput ? 2 : 1
      messages = Self.listed(refusal.messages, of: refusal.messages.count)
    case let refusal as LocatedBookings:
      code = 1
      messages = Self.listed(refusal.messages, of: refusal.messages.count)
    case let refusal as IssuanceRefusal:
      code = 1
      messages = Self.listed(refusal.findings.map(\.message), of: refusal.findings.count)
    case let error as StorageError:
      (code, messages) = (Self.code(of: error), ["\(error)"])
    case let error as RecordedLedgerError:
      if case .sealedInputChanged = error { code = 1 } else { code = 2 }
      messages = ["\(error)"]
    case let error as ReconciliationRecordError:
      (code, messages) = (Self.code(of: error), ["\(error)"])
    case is LedgerError, is AllotmentError, is RecordedMovementError:
      (code, messages) = (1, ["\(error)"])
    case is ReallocationError, is ProceedsError, is RegistrationError, is LotteryError,
      is QuantityError, is CalendarError, is TransparencyError, is TimestampError,
      is BreakBookError, is TimetableError:
      (code, messages) = (2, ["\(error)"])
    default:
      let parserCode = IPO.exitCode(for: error)
      code = parserCode == .success ? 0 : parserCode == .validationFailure ? 2 : 3
      messages = [IPO.fullMessage(for: error)]
    }
  }

  /// Prints the messages, help to standard output, and gives the exit code.
  func report() -> Int32 {
    for message in messages where !message.isEmpty {
      if code == 0 {
        Console.write(message + "\n")
      } else {
        Console.error(message.hasPrefix("Error:") ? message : "error: \(message)")
      }
    }
    return code
  }

  private static func listed(_ messages: [String], of count: Int) -> [String] {
    var listed = Array(messages.prefix(shown))
    if count > listed.count { listed.append("… and \(count - listed.count) more") }
    if count > 1 { listed.append("\(count) faults; nothing was written") }
    return listed
  }

  private static func code(of error: ReconciliationRecordError) -> Int32 {
    switch error {
    case .unreadableReconciliation, .outOfSequence, .statementMissing: 1
    case .nothingToCompare, .malformedExplanation, .fileTwice: 2
    }
  }

  private static func code(of error: StorageError) -> Int32 {
    switch error {
    case .system: 3
    case .folderBusy, .missingFile, .malformedKey, .secretExists, .malformedSecret, .signerDiffers,
      .nothingToConfirm, .fixedClockInRealJournal:
      2
    case .journalUnsound, .journalShorterThanCheckpoint, .sealedInputChanged, .recordedStepDiffers,
      .termsChanged, .inputAfterItsStep, .witnessClockWentBack, .journalMissing,
      .unexplainedOperation, .stepOutOfOrder,
      .checkpointMissing, .checkpointInvalid,
      .tileDiffers, .publishedHeadDiffers, .malformedWitnessState:
      1
    }
  }
}

/// A refusal of the passage with the places of the keys that are to blame.
struct LocatedRefusal: Error {
  let messages: [String]
  /// True where input is wrong, false where sound inputs contradict each other.
  let isInput: Bool

  init(_ refusal: IssuanceRefusal, in file: OfferingFile) {
    messages = refusal.findings.map { finding in
      guard let key = finding.key else { return finding.message }
      // A fact that the file does not state came with the call.
      let isTold = key.hasPrefix("facts.") && !file.has(key)
      return isTold ? "\(key): \(finding.message)" : "\(file.place(of: key)): \(finding.message)"
    }
    isInput = refusal.findings.contains { $0.key != nil }
  }
}

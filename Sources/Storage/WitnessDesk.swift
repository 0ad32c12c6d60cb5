import Transparency

/// A witness at work: decides on a request, keeps what it saw, and only then answers.
public struct WitnessDesk {
  private let folder: WitnessFolder
  private let key: SignerKey
  private let logs: [VerifierKey]

  /// - Parameter logs: the keys of the ledgers whose heads it cosigns.
  public init(folder: WitnessFolder, key: SignerKey, logs: [VerifierKey]) {
    (self.folder, self.key, self.logs) = (folder, key, logs)
  }

  /// The answer to a request.
  public enum Answer {
    /// The cosignature's line.
    case cosigned(String)
    case refused(WitnessRefusal)

    /// The status over HTTP.
    public var status: Int {
      switch self {
      case .cosigned: 200
      case .refused(let refusal): refusal.status
      }
    }

    /// The body over HTTP.
    public var body: String {
      switch self {
      case .cosigned(let lines): lines
      case .refused(let refusal): refusal.body
      }
    }

    /// The body's type over HTTP.
    public var contentType: String {
      if case .refused(.conflict) = self { return "text/x.tlog.size" }
      return "text/plain; charset=utf-8"
    }
  }

  /// - Parameter now: the time, in seconds since 1970.
  /// - Throws: what went wrong here, so that nothing was decided.
  public func answer(_ bytes: [UInt8], at now: Int64) throws -> Answer {
    do {
      let request: AddCheckpoint
      do {
        request = try AddCheckpoint(parsing: bytes)
      } catch {
        throw WitnessRefusal.malformedRequest(error)
      }
      let own = key.verifierKey
      let note = try folder.update(request.checkpoint.origin) { state in
        var head = try WitnessState.head(of: request, after: state, logs: logs)
        let last = try state?.note.everyCosignature(trusting: [own]).map(\.time).max()
        if state != nil, last == nil {
          throw StorageError.malformedWitnessState(
            path: folder.path,
            reason: "the head of \(request.checkpoint.origin) bears no cosignature "
              + "of \(own.name)")
        }
        if let last, last > now {
          throw StorageError.witnessClockWentBack(found: now, last: last)
        }
        try head.cosign(with: key, at: now)
        return head
      }
      return .cosigned(note.lines(of: [own]))
    } catch let refusal as WitnessRefusal {
      return .refused(refusal)
    }
  }
}

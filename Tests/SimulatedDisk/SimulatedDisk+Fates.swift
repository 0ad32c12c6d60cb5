import Storage

extension SimulatedDisk {
  /// Counts a call and asks what becomes of it.
  ///
  /// - Returns: `done`, `endsAfter`, or the faults that leave a part of the call behind.
  func begin(
    _ call: DiskCall, _ path: String, in run: Int? = nil
  ) throws(StorageError) -> DiskFate {
    guard !hasEnded, run ?? self.run == self.run else { throw Self.error(call, path, "it ended") }
    let fate = fate(calls.count, call)
    calls.append(call)
    if fate != .done { wasDisturbed = true }
    switch fate {
    case .done, .endsAfter: return fate
    case .endsBefore:
      hasEnded = true
      throw Self.error(call, path, "it ended")
    case .fails(let fault):
      precondition(fault.happens(to: call), "\(call) does not fail by \(fault)")
      faults[fault, default: 0] += 1
      switch fault {
      case .lockRefused: throw .folderBusy(path: path)
      case .noSpace: throw Self.error(call, path, "No space left on device")
      case .inputOutput:
        if call == .sync { return fate }
        throw Self.error(call, path, "Input/output error")
      case .shortWrite: return fate
      }
    }
  }

  /// The end of the program, where this call was its last.
  func end(
    _ fate: DiskFate, _ call: DiskCall, _ path: String
  ) throws(StorageError) {
    guard fate == .endsAfter else { return }
    hasEnded = true
    throw Self.error(call, path, "it ended")
  }

  static func error(
    _ call: DiskCall, _ path: String, _ reason: String
  ) -> StorageError {
    .system(operation: "\(call)", path: path, reason: reason)
  }
}

/// A call that a program makes to a disk, as far as it can fail.
public enum DiskCall: Hashable, Sendable, CaseIterable {
  case open, create, rename, link, remove, makeFolder, syncFolder, names, lock
  case size, read, write, seek, truncate, sync

  /// True where the call leaves something else on the disk, or makes it outlive a crash.
  public var isWriting: Bool {
    switch self {
    case .create, .rename, .link, .remove, .makeFolder, .syncFolder, .write, .truncate, .sync: true
    case .open, .names, .lock, .size, .read, .seek: false
    }
  }
}

/// How a call fails while the machine goes on.
public enum DiskFault: Hashable, Sendable, CaseIterable {
  /// A write takes only a part of what it was given.
  case shortWrite
  /// `ENOSPC`: nothing more can be written or created.
  case noSpace
  /// `EIO`. A sync that fails so has written some of the pages and forgets that the others are not: who
  /// reads sees them, the next sync has nothing to do, and they are gone after a loss of power.
  case inputOutput
  /// Another process holds the folder.
  case lockRefused

  /// True where a call can fail so.
  public func happens(to call: DiskCall) -> Bool {
    switch self {
    case .shortWrite: call == .write
    case .noSpace: [.create, .write, .rename, .link, .makeFolder].contains(call)
    case .inputOutput: call != .lock && call != .seek
    case .lockRefused: call == .lock
    }
  }
}

/// What becomes of a call.
public enum DiskFate: Equatable, Sendable {
  case done
  case fails(DiskFault)
  /// The program ends before the call has any effect.
  case endsBefore
  /// The program ends when the call is done, or a part of it where it writes.
  case endsAfter
}

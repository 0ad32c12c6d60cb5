/// What of that which was not synced is on the disk after a loss of power.
public struct PowerLoss: Hashable, Sendable {
  public let data: Data
  public let names: Names

  public init(_ data: Data, names: Names) {
    self.data = data
    self.names = names
  }

  /// The bytes of files.
  public enum Data: Hashable, Sendable {
    /// Only what was synced.
    case synced
    /// All that was written.
    case written
    /// The sizes that the files had, and zeros where the bytes were not synced.
    case sizes
    /// All that was written, but of the last write to each file only so many bytes; zeros behind them
    /// where `isFilled`, the size that the system had noted down before.
    case torn(bytes: Int, isFilled: Bool)
    /// Each sector as it was at some moment since the last sync, one of them torn; the size that of any
    /// moment.
    case scattered(sector: Int)
  }

  /// The names in folders.
  public enum Names: Hashable, Sendable {
    case synced
    case written
    /// The first changes of each folder, as on a file system with a journal.
    case first(Int)
    /// In each folder the first changes, any number of them.
    case someFirst
    /// Any of the changes, in their order: worse than the systems we know.
    case any
  }
}

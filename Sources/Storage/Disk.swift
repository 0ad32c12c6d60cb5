/// The few calls the program makes to a file system. Everything above them is made of these, so that a
/// test can stand in for the disk and make every single call fail, or lose what was not synced.
///
/// Every call throws `StorageError.system` with the path and the reason.
public protocol Disk: Sendable {
  /// Opens a file to read; nil where there is none.
  func openToRead(_ path: String) throws(StorageError) -> (any DiskFile)?

  /// Opens a file to write, and creates it where it is missing.
  ///
  /// - Parameter mode: the permissions of a file that is created.
  func openToWrite(_ path: String, _ use: DiskUse, mode: UInt32) throws(StorageError)
    -> any DiskFile

  /// Gives a file another name at once; a file of that name is replaced.
  func rename(_ path: String, to other: String) throws(StorageError)

  /// Gives a file a second name.
  ///
  /// - Returns: false where that name is taken.
  func link(_ path: String, to other: String) throws(StorageError) -> Bool

  /// Removes a name; false where there is none.
  @discardableResult
  func remove(_ path: String) throws(StorageError) -> Bool

  /// Creates one folder; false where there is one.
  func makeFolder(_ path: String, mode: UInt32) throws(StorageError) -> Bool

  /// Makes the names in a folder outlive a crash.
  func syncFolder(_ path: String) throws(StorageError)

  /// The names in a folder; nil where there is none.
  func names(in folder: String) throws(StorageError) -> [String]?

  /// True where there is a file or a folder.
  func exists(_ path: String) -> Bool

  /// Keeps other writers out of a folder for as long as the value lives; readers are never asked.
  ///
  /// - Throws: `missingFile`, or `folderBusy` where another holds it.
  func lock(_ folder: String) throws(StorageError) -> AnyObject

  /// True while a living process keeps the file marked by `DiskFile.markWriting`. Nobody is kept out or
  /// waited for by asking.
  func isBeingWritten(_ path: String) throws(StorageError) -> Bool
}

/// What a file is opened to be written for.
public enum DiskUse: Sendable {
  /// Its bytes stay, and more are written behind them.
  case extending
  /// Its bytes go.
  case replacing
  /// There must be none yet.
  case creating
}

/// An open file. It is closed with its last user.
public protocol DiskFile: AnyObject {
  var path: String { get }

  /// Tells readers that somebody is writing, for as long as the file is open.
  func markWriting()

  /// How many bytes it has.
  func size() throws(StorageError) -> Int

  /// Reads on from where the last call ended; 0 at the end. It may give less than there is room for.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int

  /// Writes on from where the last call ended, at least a byte; it may write less than it was given.
  func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int

  /// Goes to a place, from which the next call reads or writes.
  func seek(to offset: Int) throws(StorageError)

  /// Cuts the file, or makes it longer by zeros.
  func truncate(to size: Int) throws(StorageError)

  /// Makes what was written outlive a crash.
  func sync() throws(StorageError)
}

import Storage

extension SimulatedDisk {
  public func openToRead(_ path: String) throws(StorageError) -> (any DiskFile)? {
    let fate = try begin(.open, path)
    try end(fate, .open, path)
    return number(of: path).map { SimulatedFile(self, $0, path, run) }
  }

  public func openToWrite(
    _ path: String, _ use: DiskUse, mode: UInt32
  ) throws(StorageError) -> any DiskFile {
    let fate = try begin(.create, path)
    let found = number(of: path)
    let number: Int
    if let found {
      if use == .creating { throw Self.error(.create, path, "File exists") }
      if use == .replacing { files[found]?.change(.resize(to: 0)) }
      number = found
    } else {
      guard folders[Self.parent(of: path)] != nil else {
        throw Self.error(.create, path, "No such file or directory")
      }
      number = newFile()
      folders[Self.parent(of: path)]?.change(.add(Self.name(of: path), number))
    }
    try end(fate, .create, path)
    return SimulatedFile(self, number, path, run)
  }

  public func rename(_ path: String, to other: String) throws(StorageError) {
    let fate = try begin(.rename, path)
    let folder = Self.parent(of: path)
    precondition(folder == Self.parent(of: other), "files are renamed within their folder")
    guard let number = number(of: path) else { throw Self.error(.rename, path, "No such file") }
    folders[folder]?.change(.rename(Self.name(of: path), to: Self.name(of: other), number))
    try end(fate, .rename, path)
  }

  public func link(_ path: String, to other: String) throws(StorageError) -> Bool {
    let fate = try begin(.link, path)
    guard let number = number(of: path) else { throw Self.error(.link, path, "No such file") }
    let isNew = self.number(of: other) == nil
    if isNew { folders[Self.parent(of: other)]?.change(.add(Self.name(of: other), number)) }
    try end(fate, .link, path)
    return isNew
  }

  @discardableResult
  public func remove(_ path: String) throws(StorageError) -> Bool {
    let fate = try begin(.remove, path)
    let isThere = number(of: path) != nil
    if isThere { folders[Self.parent(of: path)]?.change(.remove(Self.name(of: path))) }
    try end(fate, .remove, path)
    return isThere
  }

  public func makeFolder(_ path: String, mode: UInt32) throws(StorageError) -> Bool {
    let fate = try begin(.makeFolder, path)
    let isNew = folders[path] == nil
    if isNew {
      folders[path] = FolderNames()
      folders[Self.parent(of: path)]?.change(.add(Self.name(of: path), Self.folderNumber))
    }
    try end(fate, .makeFolder, path)
    return isNew
  }

  public func syncFolder(_ path: String) throws(StorageError) {
    let fate = try begin(.syncFolder, path)
    guard folders[path] != nil else { throw Self.error(.syncFolder, path, "No such folder") }
    if !lies(.syncFolder, path) { folders[path]?.sync() }
    try end(fate, .syncFolder, path)
  }

  public func names(in folder: String) throws(StorageError) -> [String]? {
    let fate = try begin(.names, folder)
    try end(fate, .names, folder)
    return folders[folder].map { $0.visible.keys.sorted() }
  }

  public func exists(_ path: String) -> Bool { folders[path] != nil || number(of: path) != nil }

  public func lock(_ folder: String) throws(StorageError) -> AnyObject {
    let fate = try begin(.lock, folder)
    guard folders[folder] != nil else {
      throw .missingFile(path: folder, expected: "an offering's folder")
    }
    guard locked[folder] == nil else { throw .folderBusy(path: folder) }
    locked[folder] = run
    try end(fate, .lock, folder)
    return SimulatedLock(self, folder, run)
  }

  public func isBeingWritten(_ path: String) throws(StorageError) -> Bool {
    locked[Self.parent(of: path)] != nil
  }

  func unlock(_ folder: String, _ run: Int) {
    if locked[folder] == run { locked[folder] = nil }
  }
}

/// A folder is free again with the last user of this.
private final class SimulatedLock {
  private let disk: SimulatedDisk
  private let folder: String
  private let run: Int

  init(_ disk: SimulatedDisk, _ folder: String, _ run: Int) {
    self.disk = disk
    self.folder = folder
    self.run = run
  }

  deinit { disk.unlock(folder, run) }
}

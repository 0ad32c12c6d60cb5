import Storage

/// A disk in memory that keeps apart what was written and what was synced, and whose every call can be
/// made to fail or to be the last one. The same calls with the same fates leave the same bytes.
///
/// Specs: Specs/crashes.md. For one task at a time.
public final class SimulatedDisk: Disk, @unchecked Sendable {
  /// What becomes of the call of that number, counted from 0 since the program began.
  public var fate: (_ number: Int, _ call: DiskCall) -> DiskFate = { _, _ in .done }
  /// The calls since the program began.
  public internal(set) var calls: [DiskCall] = []
  /// True from the call that ended the program on: nothing that it still tries has an effect.
  public internal(set) var hasEnded = false
  /// True where a fault was met since the program began, or it has ended.
  public internal(set) var wasDisturbed = false
  /// How often each fault was met.
  public internal(set) var faults: [DiskFault: Int] = [:]
  /// Which syncs, by call and path, say that all is well and do nothing: no program is safe on such a disk.
  public var lies: (_ call: DiskCall, _ path: String) -> Bool = { _, _ in false }

  var folders: [String: FolderNames] = ["/": FolderNames()]
  var files: [Int: FileContent] = [:]
  var lastNumber = 0
  var locked: [String: Int] = [:]
  var chance: Chance
  /// Which program is running: what an earlier one left open has no effect.
  var run = 0

  /// What a folder's name stands for.
  static let folderNumber = -1

  public init(seed: UInt64 = 0) { chance = Chance(seed: seed) }

  /// A disk with the same on it, on which no program has begun.
  public init(copying other: SimulatedDisk, seed: UInt64) {
    folders = other.folders
    files = other.files
    lastNumber = other.lastNumber
    chance = Chance(seed: seed)
  }

  /// The program is killed; the machine goes on. What was written stays, but pages that a failed sync has
  /// taken for written may be read from the disk again.
  public func kill() {
    for number in files.keys.sorted() where chance.one(in: 2) { files[number]?.evict() }
    begin()
  }

  /// The power fails and comes back.
  public func crash(_ loss: PowerLoss) {
    for path in folders.keys.sorted() { folders[path]?.lose(loss.names, &chance) }
    let reached = reachable()
    folders = folders.filter { reached.folders.contains($0.key) }
    files = files.filter { reached.files.contains($0.key) }
    for number in files.keys.sorted() { files[number]?.lose(loss.data, &chance) }
    begin()
  }

  /// The bytes of a file as a reader sees them, without a call.
  public subscript(path: String) -> [UInt8]? {
    number(of: path).flatMap { files[$0]?.visible }
  }

  /// Puts a file there that is on the disk already, with the folders above it.
  public func place(_ path: String, _ bytes: [UInt8]) {
    addFolders(Self.parent(of: path))
    let number = newFile()
    files[number] = FileContent(bytes)
    folders[Self.parent(of: path)]?.change(.add(Self.name(of: path), number))
    folders[Self.parent(of: path)]?.sync()
  }

  /// Puts a folder there, with those above it.
  public func addFolders(_ path: String) {
    guard folders[path] == nil else { return }
    let above = Self.parent(of: path)
    addFolders(above)
    folders[path] = FolderNames()
    folders[above]?.change(.add(Self.name(of: path), Self.folderNumber))
    folders[above]?.sync()
  }

  /// All files as a reader sees them, by their paths.
  public var seen: [String: [UInt8]] {
    var seen: [String: [UInt8]] = [:]
    for (path, names) in folders {
      for (name, number) in names.visible where number != Self.folderNumber {
        seen[Self.join(path, name)] = files[number]?.visible
      }
    }
    return seen
  }

  /// How many changes of names the folder has that are not synced.
  public func pendingNames(in folder: String) -> Int { folders[folder]?.pending.count ?? 0 }

  /// How many bytes the last write to a file had, where it is not synced.
  public func pendingBytes(of path: String) -> Int {
    guard let number = number(of: path), let file = files[number] else { return 0 }
    for case .write(_, let bytes) in file.pending.reversed() { return bytes.count }
    return 0
  }

  private func begin() {
    run += 1
    hasEnded = false
    wasDisturbed = false
    calls.removeAll(keepingCapacity: true)
    locked.removeAll()
    fate = { _, _ in .done }
  }

  private func reachable() -> (folders: Set<String>, files: Set<Int>) {
    var reached: (folders: Set<String>, files: Set<Int>) = ([], [])
    var open = ["/"]
    while let path = open.popLast() {
      reached.folders.insert(path)
      for (name, number) in folders[path]?.visible ?? [:] {
        if number == Self.folderNumber {
          open.append(Self.join(path, name))
        } else {
          reached.files.insert(number)
        }
      }
    }
    return reached
  }

  func newFile() -> Int {
    lastNumber += 1
    files[lastNumber] = FileContent()
    return lastNumber
  }

  func number(of path: String) -> Int? {
    folders[Self.parent(of: path)]?.visible[Self.name(of: path)]
  }

  // MARK: Paths

  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else {
      return "/"
    }
    return String(path[..<slash])
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
  }
}

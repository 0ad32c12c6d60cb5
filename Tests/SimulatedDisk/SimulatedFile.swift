import Storage

extension SimulatedDisk {
  func content(_ number: Int) -> [UInt8] { files[number]?.visible ?? [] }

  func change(_ number: Int, _ change: FileContent.Change) {
    files[number]?.change(change)
  }

  func sync(_ number: Int, _ path: String) { if !lies(.sync, path) { files[number]?.sync() } }

  func failToSync(_ number: Int) { files[number]?.failToSync(&chance) }

  /// How much of a write is done that is not done whole: at least a byte where it goes on.
  func part(of count: Int, atLeast least: Int) -> Int {
    count <= least ? count : least + chance.below(count - least)
  }
}

/// An open file of a simulated disk.
final class SimulatedFile: DiskFile {
  let path: String
  private let disk: SimulatedDisk
  private let number: Int
  private let run: Int
  var offset = 0

  init(_ disk: SimulatedDisk, _ number: Int, _ path: String, _ run: Int) {
    self.disk = disk
    self.number = number
    self.path = path
    self.run = run
  }

  func markWriting() {}

  func size() throws(StorageError) -> Int {
    let fate = try disk.begin(.size, path, in: run)
    try disk.end(fate, .size, path)
    return disk.content(number).count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
    let fate = try disk.begin(.read, path, in: run)
    let bytes = disk.content(number).dropFirst(offset).prefix(buffer.count)
    buffer.copyBytes(from: bytes)
    offset += bytes.count
    try disk.end(fate, .read, path)
    return bytes.count
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> Int {
    let fate = try disk.begin(.write, path, in: run)
    let count =
      switch fate {
      case .fails(.shortWrite): disk.part(of: bytes.count, atLeast: 1)
      case .endsAfter: disk.part(of: bytes.count + 1, atLeast: 0)
      default: bytes.count
      }
    disk.change(number, .write(at: offset, Array(bytes.prefix(count))))
    offset += count
    try disk.end(fate, .write, path)
    return count
  }

  func seek(to offset: Int) throws(StorageError) {
    let fate = try disk.begin(.seek, path, in: run)
    self.offset = offset
    try disk.end(fate, .seek, path)
  }

  func truncate(to size: Int) throws(StorageError) {
    let fate = try disk.begin(.truncate, path, in: run)
    disk.change(number, .resize(to: size))
    try disk.end(fate, .truncate, path)
  }

  func sync() throws(StorageError) {
    let fate = try disk.begin(.sync, path, in: run)
    if fate == .fails(.inputOutput) {
      disk.failToSync(number)
      throw SimulatedDisk.error(.sync, path, "Input/output error")
    }
    disk.sync(number, path)
    try disk.end(fate, .sync, path)
  }
}

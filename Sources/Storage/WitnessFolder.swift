import Cryptography
import Transparency

/// What a witness keeps: for every log the head that it cosigned last, in
/// `<hex SHA-256 of the origin>/checkpoint`, so that the folder can be served to monitors as it is.
///
/// Specs: C2SP tlog-witness; Specs/witness.md.
public struct WitnessFolder: Sendable {
  public let path: String
  private let disk: any Disk

  public init(_ path: String, on disk: any Disk = SystemDisk()) {
    self.path = path
    self.disk = disk
  }

  /// What was seen of a log; nil where nothing was.
  ///
  /// - Throws: `malformedWitnessState` where the file is not what a witness wrote.
  public func state(of origin: String) throws(StorageError) -> WitnessState? {
    let path = file(of: origin)
    guard let bytes = try disk.read(path) else { return nil }
    do {
      let state = try WitnessState(SignedNote(parsing: bytes))
      guard state.checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
        throw StorageError.malformedWitnessState(
          path: path, reason: "found the origin \(state.checkpoint.origin), expected \(origin)")
      }
      return state
    } catch let error as StorageError {
      throw error
    } catch {
      throw .malformedWitnessState(path: path, reason: "\(error)")
    }
  }

  /// What was seen of every log, in the order of their origins.
  public func states() throws(StorageError) -> [WitnessState] {
    var states: [WitnessState] = []
    for name in try disk.names(in: path) ?? [] where Digest(hex: name) != nil {
      let path = "\(path)/\(name)/\(Self.name)"
      guard let bytes = try disk.read(path) else { continue }
      guard let state = try? WitnessState(SignedNote(parsing: bytes)),
        SHA256.hash(state.checkpoint.origin).hex == name
      else { throw .malformedWitnessState(path: path, reason: "it is no head of its log") }
      states.append(state)
    }
    return states.sorted { $0.checkpoint.origin < $1.checkpoint.origin }
  }

  /// Lets `cosign` decide on what was seen of a log, and keeps its answer durably before it is given.
  ///
  /// The folder is locked from the reading to the writing: of two requests from one size only the first
  /// is cosigned, and the state never goes back.
  public func update(
    _ origin: String, _ cosign: (WitnessState?) throws -> SignedNote
  ) throws -> SignedNote {
    try disk.makeFolders(path, mode: 0o755)
    let lock = try disk.lock(path)
    defer { withExtendedLifetime(lock) {} }
    let note = try cosign(try state(of: origin))
    let path = file(of: origin)
    try disk.makeFolders(SystemDisk.parent(of: path))
    try disk.replace(path, with: note.bytes, durably: true)
    return note
  }

  private static let name = "checkpoint"

  private func file(of origin: String) -> String {
    "\(path)/\(SHA256.hash(origin).hex)/\(Self.name)"
  }
}

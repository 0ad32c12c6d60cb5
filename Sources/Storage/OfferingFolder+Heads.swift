import Transparency

/// The signed heads that are kept for witnesses.
///
/// Specs: Specs/witness.md, Files.
extension OfferingFolder {
  /// Every kept head, in the order of their names.
  public func keptHeads() throws(StorageError) -> [KeptHead] {
    var names: Set<String> = []
    for file in try self.names(in: KeptHead.folder) {
      for part in KeptHead.Part.allCases where file.hasSuffix(".\(part.rawValue)") {
        let name = String(file.dropLast(part.rawValue.count + 1))
        names.insert(name)
      }
    }
    var heads: [KeptHead] = []
    for name in names.sorted() { heads.append(try keptHead(name)) }
    return heads
  }

  /// One kept head; without parts where there is none.
  public func keptHead(_ name: String) throws(StorageError) -> KeptHead {
    var parts: [KeptHead.Part: [UInt8]] = [:]
    for part in KeptHead.Part.allCases { parts[part] = try bytes(KeptHead.path(name, part)) }
    return KeptHead(name: name, parts: parts)
  }

  /// Keeps a part of a head durably.
  public func keep(
    _ bytes: [UInt8], _ part: KeptHead.Part, of name: String
  ) throws(StorageError) {
    try disk.makeFolders(file(KeptHead.folder))
    try disk.replace(file(KeptHead.path(name, part)), with: bytes, durably: true)
  }

  /// Keeps the present checkpoint as the head `head`. What was kept there of an earlier one goes on
  /// under the name of its size: no witness's word is lost.
  ///
  /// - Throws: `missingFile` where there is no checkpoint.
  @discardableResult
  public func keepPresentHead() throws(StorageError) -> [UInt8] {
    guard let checkpoint = try bytes("checkpoint") else {
      throw .missingFile(path: file("checkpoint"), expected: "a signed head; run ipo settle first")
    }
    let kept = try keptHead(KeptHead.present)
    if let old = kept.parts[.checkpoint] ?? kept.parts[.cosigned], old != checkpoint,
      kept.parts.count > (kept.parts[.checkpoint] == nil ? 0 : 1)
    {
      let size = (try? Checkpoint(text: SignedNote(parsing: old).text).size) ?? 0
      for part in kept.parts.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
        try disk.rename(
          file(KeptHead.path(KeptHead.present, part)), to: file(KeptHead.path("\(size)", part)))
      }
    }
    try keep(checkpoint, .checkpoint, of: KeptHead.present)
    return checkpoint
  }

  /// Keeps others from writing in the folder for as long as the value lives.
  public func lock() throws(StorageError) -> AnyObject { try disk.lock(path) }
}

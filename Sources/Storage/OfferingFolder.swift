import CanonicalJSON
import Cryptography
import Inputs
import Issuance
import Offerings
import Rulebooks
import TradingDays

/// An offering's folder on disk: where its files are and how they are read.
public struct OfferingFolder: Sendable {
  public let path: String
  /// Where the folder is kept.
  let disk: any Disk

  public init(_ path: String, on disk: any Disk = SystemDisk()) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.disk = disk
  }

  /// The folder that a file stands in.
  public static func containing(_ path: String) -> OfferingFolder {
    OfferingFolder(SystemDisk.parent(of: path))
  }

  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The bytes of a file inside the folder; nil where there is none.
  public func bytes(_ name: String) throws(StorageError) -> [UInt8]? {
    try disk.read(file(name))
  }

  /// The bytes of a file anywhere; nil where there is none.
  public static func bytes(at path: String) throws(StorageError) -> [UInt8]? {
    try SystemDisk().read(path)
  }

  /// The bytes of a file inside the folder, block by block; nil where there is none.
  public func source(_ name: String) throws(StorageError) -> ByteSource? {
    try disk.source(file(name))
  }

  /// The bytes of a file anywhere, block by block; nil where there is none.
  public static func source(at path: String) throws(StorageError) -> ByteSource? {
    try SystemDisk().source(path)
  }

  /// Reads `offering.yaml` with its rulebook.
  public func readOffering() throws -> OfferingFile {
    let path = file("offering.yaml")
    guard let bytes = try disk.read(path) else {
      throw StorageError.missingFile(path: path, expected: "the offering's terms and facts")
    }
    return try Self.readOffering(bytes, name: "offering.yaml", in: self.path)
  }

  /// Reads terms and facts from bytes; a rulebook given as a path is looked up from `folder`.
  public static func readOffering(
    _ bytes: [UInt8], name: String, in folder: String
  ) throws -> OfferingFile {
    let document = try OfferingDocument(bytes, file: name)
    let reference = try document.rulebookReference()
    let rulebook = try rulebook(
      reference.name, on: reference.day, in: folder, at: reference.place)
    return try document.read(rulebook: rulebook, policy: try policy(document, in: folder))
  }

  /// The witness policy that the terms name, by its path from the folder.
  private static func policy(
    _ document: OfferingDocument, in folder: String
  ) throws -> [UInt8]? {
    guard let reference = try document.policyReference() else { return nil }
    let path =
      reference.path.hasPrefix("/") ? reference.path : "\(folder)/\(reference.path)"
    guard let bytes = try bytes(at: path) else {
      throw InputRefusal(faults: [
        InputFault(
          "missingPolicy", at: reference.place, found: "no file \(path)",
          expected: "a witness policy (C2SP tlog-policy)")
      ])
    }
    return bytes
  }

  /// A shipped rulebook by its id, or the user's own by its path.
  public static func rulebook(
    _ name: String, on day: Day?, in folder: String = ".", at place: Place? = nil
  ) throws -> Rulebook {
    if let shipped = ShippedRulebooks.bytes(of: name) {
      return try RulebookFile.read(shipped, file: "\(name).yaml", on: day)
    }
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    if let own = try? SystemDisk().read(path) {
      return try RulebookFile.read(own, file: name, on: day)
    }
    throw InputRefusal(faults: [
      InputFault(
        "unknownRulebook", at: place ?? Place(file: "rulebook", line: 1, column: 1),
        found: "\"\(name)\"",
        expected: "a file, or one of \(ShippedRulebooks.ids.joined(separator: ", "))")
    ])
  }

  /// Reads every row file that is there, or only those that are named; all faults of all files are
  /// refused at once.
  public func readInputs(
    _ offering: Offering, only names: Set<String>? = nil
  ) throws -> RecordedInputs {
    let faults = FaultList()
    var notes: [String] = []
    func read<Value>(
      _ name: String, _ parse: ([UInt8]) throws(InputRefusal) -> Sealed<Value>
    ) throws -> Sealed<Value>? {
      guard names?.contains(name) ?? true, let bytes = try bytes(name) else { return nil }
      if bytes.last != UInt8(ascii: "\n") {
        notes.append(
          "\(name) has no line end after its last row: make sure that nothing is cut off")
      }
      do {
        return try parse(bytes)
      } catch {
        faults.add(error)
        return nil
      }
    }
    var inputs = RecordedInputs(
      strategic: try read(StrategicFile.name) { bytes throws(InputRefusal) in
        try StrategicFile.read(bytes, of: offering)
      },
      bids: try read(BidFile.name) { bytes throws(InputRefusal) in
        try BidFile.read(bytes, of: offering, asReceived: offering.terms.inquiry != nil)
      },
      bidders: try read(BidderFile.name) { bytes throws(InputRefusal) in
        try BidderFile.read(bytes)
      },
      applications: try read(ApplicationFile.name) { bytes throws(InputRefusal) in
        try ApplicationFile.read(bytes, of: offering)
      },
      payments: try read(PaymentFile.name) { bytes throws(InputRefusal) in
        try PaymentFile.read(bytes)
      },
      holders: try read(HolderFile.name) { bytes throws(InputRefusal) in
        try HolderFile.read(bytes, of: offering)
      })
    try faults.check()
    inputs.notes = notes
    return inputs
  }

  /// Writes a derived file below `out/`.
  public func writeDerived(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    try disk.makeFolders(file("out"))
    try disk.replace(file("out/\(name)"), with: bytes, durably: false)
  }

  /// Writes a file of a folder that is being made.
  public func write(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    try disk.makeFolders(SystemDisk.parent(of: file(name)))
    try disk.replace(file(name), with: bytes, durably: false)
  }

  /// Writes a file of a folder that is being made, block by block; it appears once it is whole.
  public func write(
    _ name: String, blocks make: (_ write: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    try disk.makeFolders(SystemDisk.parent(of: file(name)))
    try disk.replace(file(name), writing: make)
  }

  /// Removes a derived file, where it is there.
  public func remove(_ name: String) throws(StorageError) { try disk.remove(file(name)) }

  /// The names in a folder below this one; none where it is missing.
  public func names(in name: String) throws(StorageError) -> [String] {
    try disk.names(in: file(name)) ?? []
  }

  /// True where the folder has no entry, or is not there.
  public func isEmpty() throws(StorageError) -> Bool { try disk.names(in: path)?.isEmpty ?? true }

  /// The head that was signed when the list was frozen, for witnesses to cosign and to time-stamp.
  public static let frozenHead = "witness/freeze.checkpoint"

  /// That head, or a later one, with what witnesses added to it.
  public static let cosignedHead = "witness/freeze.cosigned"

  /// An RFC 3161 response over that head.
  public static let stampedHead = "witness/freeze.tsr"

  /// Keeps the present checkpoint as the head of the frozen list.
  public func keepFrozenHead() throws(StorageError) {
    guard let checkpoint = try bytes("checkpoint") else { return }
    try disk.makeFolders(file("witness"))
    try disk.replace(file(Self.frozenHead), with: checkpoint, durably: true)
  }

  /// Keeps the present checkpoint as the head of a gate, for witnesses to cosign.
  public func keepHead(of gate: WitnessedGate) throws(StorageError) {
    guard let checkpoint = try bytes("checkpoint") else { return }
    try keep(checkpoint, .checkpoint, of: gate.rawValue)
  }

  /// Where statements and lists are kept that a recorded reconciliation compared.
  public static let statements = "inputs/statements"

  /// Keeps a copy of a statement that the journal is about to seal.
  ///
  /// - Throws: `sealedInputChanged` where the file is not what was compared.
  public func keepStatement(
    _ sealed: SealedFile, from path: String
  ) throws {
    guard let source = try disk.source(path) else {
      throw StorageError.missingFile(path: path, expected: "the file that was compared")
    }
    try disk.makeFolders(file(Self.statements))
    var hash = SHA256()
    try disk.replace(file(sealed.name), durably: true) { write in
      while true {
        let block = try source.next()
        if block.isEmpty { break }
        hash.update(block)
        try write(block)
      }
      let found = hash.finalized()
      guard found == sealed.sha256 else {
        throw StorageError.sealedInputChanged(
          file: path, found: found.hex, expected: sealed.sha256.hex)
      }
    }
  }

  /// Whether the folder that a file would stand in is there.
  public static func holdsFolder(of path: String) -> Bool {
    SystemDisk().exists(SystemDisk.parent(of: path))
  }

  /// Writes a file anywhere; its folder has to be there.
  public static func write(_ bytes: [UInt8], at path: String) throws(StorageError) {
    try SystemDisk().replace(path, with: bytes, durably: false)
  }

  public func exists(_ name: String) -> Bool { disk.exists(file(name)) }
}

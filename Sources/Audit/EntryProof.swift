import CanonicalJSON
import Cryptography
import Offerings
import Transparency

/// A proof that an entry is in a journal, and perhaps that an application is in the list which that
/// entry froze: one file that is checked without any other.
///
/// Specs: C2SP tlog-proof; Specs/proofs.md for what stands in `extra`.
public struct EntryProof: Sendable {
  /// One row of the frozen list and its way to the list's root.
  public struct Application: Equatable, Sendable {
    /// `account,shares` or `account,shares,salt`.
    public let leaf: [UInt8]
    public let inclusion: InclusionProof

    public init(leaf: [UInt8], inclusion: InclusionProof) {
      self.leaf = leaf
      self.inclusion = inclusion
    }
  }

  public let file: ProofFile
  /// The entry's line without its LF.
  public let line: [UInt8]
  /// The public key of the journal's signer, as its folder had it: who it is remains unproven.
  public let vkey: String
  public let application: Application?

  /// Proves one entry under a signed checkpoint of the journal.
  ///
  /// - Throws: `indexBeyondTree` where the checkpoint does not hold the entry.
  public init(
    ofEntry entry: UInt64, in journal: JournalTree, under note: SignedNote, vkey: String,
    application: Application? = nil
  ) throws {
    let checkpoint = try Checkpoint(text: note.text)
    let inclusion = try journal.tree.inclusionProof(of: entry, in: checkpoint.size)
    let line = try journal.line(entry)
    var extra: JSONObject = [
      "entry": .string(String(decoding: line, as: UTF8.self)), "vkey": .string(vkey),
    ]
    if let application { extra["application"] = application.canonical }
    file = try ProofFile(
      index: entry, hashes: inclusion.hashes, note: note,
      extra: JSONValue.object(extra).canonicalBytes)
    self.line = line
    self.vkey = vkey
    self.application = application
  }

  /// Reads a file; nothing is proven before `check`.
  ///
  /// - Throws: `TransparencyError`, or `ProofFault` where `extra` is not what it should be.
  public init(parsing bytes: [UInt8]) throws {
    file = try ProofFile(parsing: bytes)
    let known = ["application", "entry", "vkey"]
    guard let extra = try? JSONParser.parse(file.extra), extra.canonicalBytes == file.extra,
      let object = extra.objectValue, object.keys.allSatisfy(known.contains),
      let line = extra["entry"]?.stringValue, let vkey = extra["vkey"]?.stringValue,
      (try? AuditedEntry(Array(line.utf8)[...], number: 0, code: nil)) != nil
    else { throw ProofFault.malformedExtra }
    self.line = Array(line.utf8)
    self.vkey = vkey
    application = try extra["application"].map { try Application(canonical: $0) }
  }

  /// The root of the list that the entry froze, the line `applications` of seed.txt; nil where it froze
  /// none.
  public var listRoot: Digest? {
    guard let entry = try? JSONParser.parse(line), entry["id"]?.stringValue == "freeze/decision"
    else { return nil }
    return entry["body"]?["applications"]?.stringValue.flatMap { Digest(hex: $0) }
  }

  /// The file.
  public var bytes: [UInt8] { file.bytes }

  /// Refuses the proof unless the entry leads to the checkpoint's root and, where an application is
  /// proven, its row leads to the root that the entry froze.
  public func check() throws {
    try file.verify(leafHash: MerkleTree.leafHash(line))
    guard let application else { return }
    guard let root = listRoot,
      let entry = try? JSONParser.parse(line),
      entry["body"]?["accounts"]?.integerValue == Int64(exactly: application.inclusion.treeSize)
    else { throw ProofFault.entryFreezesNoSuchList }
    try application.inclusion.verify(
      leafHash: MerkleTree.leafHash(application.leaf), root: root)
  }
}

extension EntryProof.Application {
  fileprivate init(canonical value: JSONValue) throws {
    guard let object = value.objectValue, object.keys == ["hashes", "index", "leaf", "size"],
      let leaf = value["leaf"]?.stringValue,
      let index = value["index"]?.integerValue.flatMap({ UInt64(exactly: $0) }),
      let size = value["size"]?.integerValue.flatMap({ UInt64(exactly: $0) }),
      let texts = value["hashes"]?.arrayValue, texts.count <= ProofFile.hashCountMax,
      Self.isRow(leaf)
    else { throw ProofFault.malformedExtra }
    let hashes = texts.compactMap { text in
      text.stringValue.flatMap { Base64.decode($0) }.flatMap { Digest(bytes: $0) }
    }
    guard hashes.count == texts.count else { throw ProofFault.malformedExtra }
    self.leaf = Array(leaf.utf8)
    inclusion = InclusionProof(index: index, treeSize: size, hashes: hashes)
  }

  /// Whether a text is `account,shares[,salt]`: it is shown to people before anything is proven.
  private static func isRow(_ text: String) -> Bool {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 2 || fields.count == 3, AccountName(fields[0]) != nil else {
      return false
    }
    return fields[1...].allSatisfy { field in
      (1...32).contains(field.utf8.count)
        && field.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
  }

  fileprivate var canonical: JSONValue {
    [
      "leaf": .string(String(decoding: leaf, as: UTF8.self)),
      "index": .integer(Int64(inclusion.index)), "size": .integer(Int64(inclusion.treeSize)),
      "hashes": .array(inclusion.hashes.map { .string(Base64.encode($0.bytes)) }),
    ]
  }
}

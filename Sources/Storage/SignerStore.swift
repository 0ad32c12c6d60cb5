import Cryptography
import Glibc
import Offerings
import Transparency

/// The signing key of whoever runs the program: made on first use, kept in the user's configuration
/// with mode 0600, or read from a file that the call names.
public struct SignerStore: Sendable {
  public let path: String
  private let mayCreate: Bool
  private let kind: KeyKind
  private let disk: any Disk

  /// The key of a party to sealed seeds, kept beside the user's own signing key; made on first use.
  public static func party(_ name: AccountName) throws(StorageError) -> SignerStore {
    SignerStore(path: "\(try configurationFolder())/parties/\(name).key", mayCreate: true)
  }

  /// Where the user's keys and secrets are kept: `$XDG_CONFIG_HOME/ipo`, or `~/.config/ipo`.
  static func configurationFolder() throws(StorageError) -> String {
    if let folder = environment("XDG_CONFIG_HOME") { return "\(folder)/ipo" }
    if let home = environment("HOME") { return "\(home)/.config/ipo" }
    throw .missingFile(path: "$HOME", expected: "a home folder, or the file named in the call")
  }

  /// The key of the user as a witness, of the kind `cosignature`.
  ///
  /// - Parameter named: the file that holds it; nil for the user's own, made on first use.
  public static func witness(
    named: String?, on disk: any Disk = SystemDisk()
  ) throws(StorageError) -> SignerStore {
    let path = if let named { named } else { "\(try configurationFolder())/witness.key" }
    return SignerStore(path: path, mayCreate: named == nil, kind: .cosignature, on: disk)
  }

  private init(
    path: String, mayCreate: Bool, kind: KeyKind = .note, on disk: any Disk = SystemDisk()
  ) {
    self.path = path
    self.mayCreate = mayCreate
    self.kind = kind
    self.disk = disk
  }

  /// `named`: a file holding `PRIVATE+KEY+name+id+base64(0x01 ‖ seed)`; nil for the user's own.
  public init(named: String?, on disk: any Disk = SystemDisk()) throws(StorageError) {
    if let named {
      self.init(path: named, mayCreate: false, on: disk)
    } else {
      self.init(
        path: "\(try Self.configurationFolder())/signer.key", mayCreate: true, on: disk)
    }
  }

  /// The key for one offering: the signer's seed under the name `<signer>/<code>`, so that a second
  /// history of one offering is a fork of one origin.
  public func key(code: String) throws(StorageError) -> SignerKey {
    try key { "\($0)/\(code)" }
  }

  /// The key under a party's name, which its commitments are signed with.
  public func key(party: AccountName) throws(StorageError) -> SignerKey {
    try key { _ in party.text }
  }

  /// The witness's key; the name is asked for on first use, and never changes.
  ///
  /// - Throws: `missingFile` where there is no key yet and no name; `signerDiffers` where the key has
  ///   another name.
  public func witnessKey(named name: String?) throws(StorageError) -> SignerKey {
    if let kept = try read() {
      let found = kept.verifierKey.name
      if let name, name != found { throw .signerDiffers(found: found, expected: name) }
      return kept
    }
    guard let name else {
      throw .missingFile(path: path, expected: "a witness's key; --name NAME makes one")
    }
    return try create(named: name)
  }

  /// Makes sure that a key of the program's own making outlives a crash before anything depends on it:
  /// whoever made it may not have come to sync its name.
  func makeDurable() throws(StorageError) {
    guard mayCreate else { return }
    let folder = SystemDisk.parent(of: path)
    try disk.syncFolder(folder)
    try disk.syncFolder(SystemDisk.parent(of: folder))
  }

  /// The key under the name that `rename` makes of its own.
  private func key(rename: (String) -> String) throws(StorageError) -> SignerKey {
    let own: SignerKey
    if let kept = try read() {
      own = kept
    } else {
      own = try create(named: nil)
    }
    do {
      return try own.named(rename(own.verifierKey.name))
    } catch {
      throw .malformedKey(path: path, reason: "\(error)")
    }
  }

  private func read() throws(StorageError) -> SignerKey? {
    guard let bytes = try disk.read(path) else {
      if mayCreate { return nil }
      throw .missingFile(path: path, expected: "a signing key")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      return try SignerKey(parsing: text.prefix { !$0.isNewline }, kind: kind)
    } catch {
      throw .malformedKey(path: path, reason: "\(error)")
    }
  }

  /// Makes the user's key, named after its own digest where no name is given; where two first runs
  /// meet, both take the one that came first.
  private func create(named name: String?) throws(StorageError) -> SignerKey {
    let made: SignerKey
    do {
      let key = try SigningKey.generate()
      let own = "ipo-" + SHA256.hash(key.verificationKey.bytes).hex.prefix(8)
      made = try SignerKey(name: name ?? own, key: key, kind: kind)
    } catch {
      throw .malformedKey(path: path, reason: "\(error)")
    }
    try disk.makeFolders(SystemDisk.parent(of: path), mode: 0o700)
    // A process number comes again, and a crash may have left the file of the one before.
    let mark = String(UInt64.random(in: 0...UInt64.max), radix: 16)
    try disk.create(path, with: Array((made.text + "\n").utf8), mode: 0o600, mark: mark)
    return try read() ?? made
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}

import Audit
import Cryptography
import Inputs
import Offerings
import Reconciliation
import Storage

/// The files of a call, by the names under which they are compared.
struct StatementFiles {
  private(set) var call: ReconciliationCall
  /// Where each name's file is.
  private var paths: [String: String] = [:]

  /// - Parameter folder: where the files are to be kept; nil where they stay where they are.
  /// - Throws: `statementTaken` where another file is kept under the same name.
  init(_ given: ReconciliationCall, kept folder: OfferingFolder?) throws {
    call = given
    call.bank = try given.bank.map { try find($0, "a bank's statement", folder) }
    call.issuerBank = try given.issuerBank.map { try find($0, "a bank's statement", folder) }
    call.register = try given.register.map { try find($0, "a list of holdings", folder) }
    call.payers = try given.payers.map { try find($0, "a list of payers", folder) }
  }

  /// A file of the call, from its beginning; nil where the name is none of the call's.
  func source(_ name: String) throws -> ByteSource? {
    try paths[name].flatMap { try OfferingFolder.source(at: $0) }
  }

  /// The rows of the list; nil where none was given.
  func list() throws -> [ListedHolding]? {
    guard let name = call.register, let source = try source(name) else { return nil }
    return try RegisterFile.read(source.all(), name: name)
  }

  /// Copies into the folder what is not there yet.
  ///
  /// - Parameter compared: the files as they were compared.
  ///
  /// - Parameter body: what has to succeed, or the copies go again.
  func keep(
    _ compared: [SealedFile], in folder: OfferingFolder, while body: () throws -> Void
  ) throws {
    var kept: [String] = []
    do {
      for file in compared {
        guard let path = paths[file.name], !folder.exists(file.name) else { continue }
        try folder.keepStatement(file, from: path)
        kept.append(file.name)
      }
      try body()
    } catch {
      // What the journal does not name must not keep its name from others.
      for name in kept { try? folder.remove(name) }
      throw error
    }
  }

  private mutating func find(
    _ path: String, _ expected: String, _ folder: OfferingFolder?
  ) throws -> String {
    guard let source = try OfferingFolder.source(at: path) else {
      throw StorageError.missingFile(path: path, expected: expected)
    }
    guard let folder else {
      paths[path] = path
      return path
    }
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let name = "\(OfferingFolder.statements)/\(base)"
    guard ReconciliationCall.isKeptName(name) else {
      throw Failure.WrongCall(
        message:
          "malformedFileName: found \(base), expected up to 100 letters, digits, . _ - of ASCII, no "
          + "dot first: record a copy of that name")
    }
    let known = try paths[name].flatMap { try OfferingFolder.source(at: $0) } ?? folder.source(name)
    if let known, try known.digest() != source.digest() {
      throw Failure.WrongCall(
        message:
          "statementTaken: \(name) holds another file, expected \(path) under a name of its own")
    }
    paths[name] = path
    return name
  }
}

extension ByteSource {
  /// The digest of all bytes that are left.
  fileprivate func digest() throws -> Digest {
    var hash = SHA256()
    while true {
      let block = try next()
      if block.isEmpty { return hash.finalized() }
      hash.update(block)
    }
  }
}

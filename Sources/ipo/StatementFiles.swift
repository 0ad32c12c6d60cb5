import Audit
import Inputs
import Reconciliation
import Storage

/// The bytes of the files of a call, by the names under which they are compared.
struct StatementFiles {
  private(set) var call: ReconciliationCall
  private(set) var bytes: [String: [UInt8]] = [:]

  /// - Parameter folder: where the files are to be kept; nil where they stay where they are.
  /// - Throws: `statementTaken` where another file is kept under the same name.
  init(_ given: ReconciliationCall, kept folder: OfferingFolder?) throws {
    call = given
    Console.progress("reading statements and list")
    call.bank = try given.bank.map { try read($0, "a bank's statement", folder) }
    call.issuerBank = try given.issuerBank.map { try read($0, "a bank's statement", folder) }
    call.register = try given.register.map { try read($0, "a list of holdings", folder) }
  }

  /// The rows of the list; nil where none was given.
  func list() throws -> [ListedHolding]? {
    guard let name = call.register, let content = bytes[name] else { return nil }
    return try RegisterFile.read(content, name: name)
  }

  private mutating func read(
    _ path: String, _ expected: String, _ folder: OfferingFolder?
  ) throws -> String {
    guard let content = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: expected)
    }
    guard let folder else {
      bytes[path] = content
      return path
    }
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let name = "\(OfferingFolder.statements)/\(base)"
    if let known = try bytes[name] ?? folder.bytes(name), known != content {
      throw Failure.WrongCall(
        message:
          "statementTaken: \(name) holds another file, expected \(path) under a name of its own")
    }
    bytes[name] = content
    return name
  }
}

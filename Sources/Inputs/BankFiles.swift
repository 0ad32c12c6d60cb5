import Cryptography
import Offerings
import Reconciliation

/// Reads a bank's statements from one or more files, in any mix of forms, and puts them together:
/// statements of one account follow each other over all the files.
///
///     let lines = LineList()
///     var files = BankFiles(into: lines)
///     try files.read(ByteSource(bytes), name: "may.xml")
///     let statement = BankStatement(lines: lines.lines, balances: try files.balances())
public struct BankFiles {
  private let faults = FaultList()
  private let taker: any LineTaker
  private var parts: [StatementPart] = []
  private var names: [Digest: String] = [:]
  /// What was read: each file with its digest and the number of its movements.
  public private(set) var files: [SealedFile] = []

  /// - Parameter taker: takes the movements as they are read; of no worth where `balances` throws.
  public init(into taker: any LineTaker) { self.taker = taker }

  /// Reads a file to its end. What is wrong in it is kept for `statement`.
  ///
  /// - Parameter name: the path as faults name it.
  /// - Throws: what the source throws, and nothing else.
  /// - Complexity: O(n) time; memory for the file itself where it is CSV.
  public mutating func read(_ source: ByteSource, name: String) throws {
    let hashed = HashedSource(source)
    let found = try BankFile.read(hashed.source, name: name, faults: faults, into: taker)
    // A reader that stopped at a fault has not seen the rest.
    while try !hashed.source.next().isEmpty {}
    let digest = hashed.digest
    if let first = names[digest] {
      faults.add(
        InputFault(
          "fileTwice", at: Place(file: name, line: 1, column: 1), found: "the bytes of \(first)",
          expected: "each file once"))
      return
    }
    names[digest] = name
    files.append(SealedFile(name: name, sha256: digest, rows: found.lines))
    parts += found.parts
  }

  /// The balances of all statements.
  ///
  /// - Throws: every fault of every file; without one, pages that are missing and numbers with gaps.
  public func balances() throws(InputRefusal) -> [StatementBalance] {
    try faults.check()
    let balances = StatementSeries(faults).balances(of: parts)
    try faults.check()
    return balances
  }
}

/// A source whose bytes are hashed as they pass.
private final class HashedSource {
  private let inner: ByteSource
  private var hash = SHA256()

  init(_ inner: ByteSource) { self.inner = inner }

  var source: ByteSource {
    ByteSource {
      let block = try self.inner.next()
      self.hash.update(block)
      return block
    }
  }

  var digest: Digest { hash.finalized() }
}

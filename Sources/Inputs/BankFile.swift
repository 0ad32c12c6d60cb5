import Reconciliation

/// One file of a bank's: ISO 20022 camt.053 where it begins as XML does, SWIFT MT940 where it begins
/// with a field or a block, else CSV.
public enum BankFile {
  /// Reads one file by itself.
  ///
  /// - Parameter name: the path as faults name it.
  public static func read(_ bytes: [UInt8], name: String) throws(InputRefusal) -> BankStatement {
    let lines = LineList()
    var files = BankFiles(into: lines)
    // Bytes that are there already cannot fail to be read.
    try? files.read(ByteSource(bytes), name: name)
    return BankStatement(lines: lines.lines, balances: try files.balances())
  }

  /// Gives each movement to `taker` as it is read; what is wrong goes to `faults`.
  static func read(
    _ source: ByteSource, name: String, faults: FaultList, into taker: some LineTaker
  ) throws -> (parts: [StatementPart], lines: Int) {
    var head: [UInt8] = []
    var first: UInt8?
    while first == nil || head.count < 3 {
      let block = try source.next()
      if block.isEmpty { break }
      // What was looked at is blank, but for a mark whose bytes came one by one.
      let seen = head.count < 3 ? 0 : head.count
      head.append(contentsOf: block)
      let start = max(seen, head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
      first = head.dropFirst(start).first { !XMLScanner.isBlank($0) }
    }
    let whole = source.after(head)
    var lines = 0
    let emit = { (line: BankLine) in
      lines += 1
      taker.take(line)
    }
    switch first {
    case UInt8(ascii: "<"):
      let parts = try CamtStatementFile.read(whole, name: name, faults: faults, emit: emit)
      return (parts, lines)
    case UInt8(ascii: ":"), UInt8(ascii: "{"):
      var reader = MT940Reader(whole, file: name, faults: faults, emit: emit)
      let parts = try reader.read()
      return (parts, lines)
    default:
      do {
        return ([], try BankListRows.read(whole.all(), name: name, into: taker))
      } catch let refusal as InputRefusal {
        faults.add(refusal)
        return ([], 0)
      }
    }
  }
}

extension ByteSource {
  /// The source with bytes that were taken from it put back.
  fileprivate func after(_ head: [UInt8]) -> ByteSource {
    var head = head
    return ByteSource {
      guard head.isEmpty else {
        defer { head = [] }
        return head
      }
      return try self.next()
    }
  }
}

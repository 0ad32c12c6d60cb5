import CanonicalJSON
import Quantities
import Reconciliation
import TradingDays

/// One file of a statement plan, made block by block.
public struct StatementFile {
  public let name: String
  /// Entries, rows or breaks.
  public let rows: Int
  /// Makes the text and gives it on in blocks.
  public let write: (_ block: @escaping ([UInt8]) throws -> Void) throws -> Void

  static let bankList = "bank.csv"
  static let camt = "bank.xml"
  static let mt940 = "bank.sta"
  static let register = "register.csv"
  /// The list of what was planted; a folder that holds it was written by this program.
  public static let planted = "planted.json"

  /// The bank's files that can carry every reference of the entries, in the order of their names.
  static func bankFiles(for lines: [BankLine]) -> [String] {
    var names = [bankList]
    if lines.allSatisfy({ MT940Text.carries($0.reference) }) { names.append(mt940) }
    if lines.allSatisfy({ CamtText.carries($0.reference) }) { names.append(camt) }
    return names
  }
}

extension StatementPlan {
  /// All files, each to be written by itself.
  public var files: [StatementFile] {
    let names = StatementFile.bankFiles(for: lines)
    var files = [
      StatementFile(name: StatementFile.bankList, rows: lines.count) { try writeList($0) }
    ]
    if names.contains(StatementFile.mt940) {
      files.append(
        StatementFile(name: StatementFile.mt940, rows: lines.count) { write in
          try MT940Text(plan: self).write(to: write)
        })
    }
    if names.contains(StatementFile.camt) {
      files.append(
        StatementFile(name: StatementFile.camt, rows: lines.count) { write in
          try CamtText(plan: self).write(to: write)
        })
    }
    files.append(
      StatementFile(name: StatementFile.register, rows: rows.count) { try writeRegister($0) })
    files.append(
      StatementFile(name: StatementFile.planted, rows: planted.count) { write in
        try write(Array((plantedJSON.canonicalText + "\n").utf8))
      })
    return files
  }

  /// Files that are left out since the format cannot carry a reference, each with the first such one.
  public var leftOut: [(name: String, reference: String)] {
    [(StatementFile.mt940, MT940Text.carries), (StatementFile.camt, CamtText.carries)]
      .compactMap { name, carries in
        lines.first { !carries($0.reference) }.map { (name, $0.reference) }
      }
  }

  private var plantedJSON: JSONValue {
    [
      "offering": .string(records.code), "seed": .string(seed),
      "as_of": .string(records.asOf.description), "breaks": .array(planted.map(\.json)),
    ]
  }

  private func writeList(_ write: @escaping ([UInt8]) throws -> Void) throws {
    var text = TextBlocks(write)
    text.append("reference,account,amount,booked_at\n")
    for line in lines {
      text.append(
        Self.quoted(line.reference), ",", line.account ?? "", ",", line.amount.canonical, ",",
        line.bookedText, "\n")
      try text.endItem()
    }
    try text.finish()
  }

  private func writeRegister(_ write: @escaping ([UInt8]) throws -> Void) throws {
    var text = TextBlocks(write)
    text.append("account,shares,locked,unlock_date\n")
    for row in rows {
      text.append(
        row.account, ",", String(row.shares.count), ",", String(row.locked.count), ",",
        row.unlockDay?.description ?? "", "\n")
      try text.endItem()
    }
    try text.finish()
  }

  /// A cell as RFC 4180 has it.
  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

extension BankLine {
  /// "2020-05-25T09:30:00+08:00".
  var bookedText: String {
    let clock = (bookedAt ?? .earliest).marketClock
    return "\(clock.prefix(10))T\(clock.dropFirst(11))+08:00"
  }
}

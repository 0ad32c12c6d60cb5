import Inputs
import Offerings

/// What has to hold of a refused file.
enum Refusals {
  /// The value of a file that is accepted; nil for one that is refused with places inside it.
  static func value<Value>(
    of bytes: [UInt8], _ read: ([UInt8]) throws -> Value
  ) throws -> Value? {
    do {
      return try read(bytes)
    } catch let refusal as InputRefusal {
      try check(refusal, of: bytes)
      return nil
    }
  }

  /// A refusal tells something, and every place is in the file or right behind its end.
  static func check(_ refusal: InputRefusal, of bytes: [UInt8]) throws(Violation) {
    try demand(!refusal.faults.isEmpty, "a refusal without a fault")
    try demand(refusal.count >= refusal.faults.count, "\(refusal.count) faults are too few")
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for fault in refusal.faults {
      let (line, column) = (fault.place.line, fault.place.column)
      try demand((1...lines.count).contains(line), "\(fault) is at none of \(lines.count) lines")
      let length = lines[line - 1].count
      try demand(
        (1...length + 1).contains(column), "\(fault) is at none of \(length) bytes of its line")
      let isName = fault.rule.utf8.allSatisfy { AccountName.allows($0) }
      try demand(!fault.rule.isEmpty && isName, "\(fault) has no rule")
    }
  }
}

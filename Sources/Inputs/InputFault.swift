/// One thing wrong with an input: where it stands, the rule it breaks, what was found and expected.
public struct InputFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let place: Place
  /// The rule's name, "unknownKey".
  public let rule: String
  public let found: String
  public let expected: String

  public init(_ rule: String, at place: Place, found: String, expected: String) {
    self.place = place
    self.rule = rule
    self.found = found
    self.expected = expected
  }

  public var description: String {
    "\(place): \(rule): found \(found), expected \(expected)"
  }
}

/// A place in a file; line and column count from 1, columns in characters.
public struct Place: Equatable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }
}

/// Everything wrong with one or more inputs, refused at once.
public struct InputRefusal: Error, Equatable, Sendable {
  /// The first ones, in the order of the files.
  public let faults: [InputFault]
  /// How many there are in all.
  public let count: Int

  public init(faults: [InputFault], count: Int? = nil) {
    self.faults = faults
    self.count = count ?? faults.count
  }
}

/// Collects faults while reading goes on; keeps the first thousand and counts the rest.
public final class FaultList {
  public private(set) var faults: [InputFault] = []
  public private(set) var count = 0

  /// How many are kept.
  static let kept = 1_000

  public init() {}

  /// A fault beyond the kept ones is only counted, and never made.
  public func add(_ fault: @autoclosure () -> InputFault) {
    count += 1
    if faults.count < Self.kept { faults.append(fault()) }
  }

  public func add(_ refusal: InputRefusal) {
    for fault in refusal.faults.prefix(Self.kept - faults.count) { faults.append(fault) }
    count += refusal.count
  }

  /// - Throws: all that was collected, if anything was.
  public func check() throws(InputRefusal) {
    if count > 0 { throw InputRefusal(faults: faults, count: count) }
  }
}

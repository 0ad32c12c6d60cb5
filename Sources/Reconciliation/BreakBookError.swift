/// Why a break's state cannot change.
public enum BreakBookError: Error, Equatable, Sendable, CustomStringConvertible {
  case unknownBreak(String)
  case alreadyResolved(BreakNumber, by: [String])
  case breakTwice(BreakNumber)

  public var description: String {
    switch self {
    case .unknownBreak(let number):
      "unknownBreak: found \(number), expected the number of a recorded break; ipo breaks lists them"
    case .alreadyResolved(let number, let entries):
      "alreadyResolved: break \(number) was resolved by \(entries.joined(separator: ", ")), expected "
        + "one that stands"
    case .breakTwice(let number): "breakTwice: break \(number) is recorded twice, expected once"
    }
  }
}

/// One thing wrong with a policy, and its line from 1.
public struct WitnessPolicyFault: Equatable, Sendable, CustomStringConvertible {
  public let line: Int
  public let error: WitnessPolicyError

  init(line: Int, error: WitnessPolicyError) {
    self.line = line
    self.error = error
  }

  public var description: String { "\(line): \(error)" }
}

/// Why the passage stops: a fact or a file contradicts the terms, the rules or another figure.
public struct IssuanceRefusal: Error, Equatable, Sendable {
  /// One contradiction.
  public struct Finding: Equatable, Sendable {
    /// The rule that refuses, with what was found and expected.
    public let message: String
    /// The key of `offering.yaml` that is to blame, where it is input that is wrong.
    public let key: String?

    public init(_ message: String, key: String? = nil) {
      self.message = message
      self.key = key
    }
  }

  public let findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }

  init(_ message: String, key: String? = nil) {
    self.init([Finding(message, key: key)])
  }
}

/// Everything that is wrong with an offering's terms, at once.
public struct OfferingRefusal: Error, Equatable, Sendable {
  public let errors: [OfferingError]

  public init(errors: [OfferingError]) { self.errors = errors }
}

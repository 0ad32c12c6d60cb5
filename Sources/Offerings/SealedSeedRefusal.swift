/// Everything that is wrong with the terms of a sealed seed, at once.
public struct SealedSeedRefusal: Error, Equatable, Sendable {
  public let errors: [SealedSeedError]

  public init(errors: [SealedSeedError]) { self.errors = errors }
}

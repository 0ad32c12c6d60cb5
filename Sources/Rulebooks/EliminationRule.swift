import Quantities

/// How much of the quoted quantity is removed from the top of the book, in percent.
public struct EliminationRule: Equatable, Sendable {
  public let atLeast: Ratio?
  public let atMost: Ratio?

  public init(atLeast: Ratio?, atMost: Ratio?) {
    self.atLeast = atLeast
    self.atMost = atMost
  }
}

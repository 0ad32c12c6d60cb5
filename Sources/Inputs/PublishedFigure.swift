/// One figure that an announcement printed.
public struct PublishedFigure: Equatable, Sendable {
  /// A name of `Results.figureNames`.
  public let name: String
  /// As the figure is written in canonical text: no separators, the decimals it is printed with.
  public let value: String
  public let place: Place
}

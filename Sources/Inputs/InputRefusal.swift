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

/// What was read from a file, and the file it was read from.
public struct Sealed<Value: Sendable>: Sendable {
  public let file: SealedFile
  public let value: Value

  public init(file: SealedFile, value: Value) {
    self.file = file
    self.value = value
  }
}

/// Who takes the lines of a statement as they are read.
public protocol LineTaker {
  /// Lines as slices of the file's bytes, in their order. Neither is there when it returns.
  func take(_ slices: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>)
  /// A line that is no such slice.
  func take(_ line: BankLine)
}

import Quantities
import Reconciliation
import TradingDays

/// Keeps a statement's movements as values, in the order they are read: for statements that are small, and
/// for whoever wants each of them.
public final class LineList: LineTaker {
  public private(set) var lines: [BankLine] = []

  public init() {}

  public func take(_ line: BankLine) { lines.append(line) }

  public func take(
    _ slices: UnsafeBufferPointer<MovementSlice>, of bytes: UnsafePointer<UInt8>
  ) {
    func text(_ start: Int, _ count: Int) -> String {
      String(decoding: UnsafeBufferPointer(start: bytes + start, count: count), as: UTF8.self)
    }
    for slice in slices {
      let reference = text(slice.reference, slice.referenceCount)
      lines.append(
        BankLine(
          reference: reference, account: text(slice.account, slice.accountCount),
          amount: Money(fen: slice.fen),
          bookedAt: slice.secondsSinceEpoch == .min
            ? nil : Instant(secondsSinceEpoch: slice.secondsSinceEpoch), label: reference))
    }
  }
}

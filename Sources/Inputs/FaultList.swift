/// Collects faults while reading goes on; keeps the first thousand and counts the rest.
public final class FaultList {
  public private(set) var faults: [InputFault] = []
  public private(set) var count = 0

  /// How many are kept.
  static let kept = 1_000

  public init() {}

  /// A fault beyond the kept ones is only counted, and never made.
  public func add(_ fault: @autoclosure () -> InputFault) {
    count += 1
    if faults.count < Self.kept { faults.append(fault()) }
  }

  public func add(_ refusal: InputRefusal) {
    for fault in refusal.faults.prefix(Self.kept - faults.count) { faults.append(fault) }
    count += refusal.count
  }

  /// - Throws: all that was collected, if anything was.
  public func check() throws(InputRefusal) {
    if count > 0 { throw InputRefusal(faults: faults, count: count) }
  }
}

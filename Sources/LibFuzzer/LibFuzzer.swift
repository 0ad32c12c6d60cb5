import Foundation
import Fuzzing

/// The target that `FUZZ_TARGET` names, for libFuzzer, which looks for new ways through the code.
/// `Scripts/fuzz` builds and runs it.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
  guard let target = FuzzTarget.named(name) else {
    FileHandle.standardError.write(Data("error: FUZZ_TARGET: found \"\(name)\"\n".utf8))
    exit(2)
  }
  return target
}()

/// Reads one input. What does not hold ends the process, and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(Violation) {
    _ = try target.check(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    FileHandle.standardError.write(Data("\(target.name): FAILED: \(error)\n".utf8))
    abort()
  }
  return 0
}

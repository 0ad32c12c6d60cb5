import ArgumentParser
import Storage

/// Which kept head a command is about.
struct HeadOption: ParsableArguments {
  @Option(help: "A kept head instead of the present one: freeze, or witness/freeze.checkpoint.")
  var head: String?

  /// The head's name; nil for the present one.
  func name() throws -> String? {
    guard let head else { return nil }
    guard let name = KeptHead.name(head) else {
      throw Failure.WrongCall(
        message: "malformedHeadName: found \"\(head)\", expected a name like freeze")
    }
    return name == KeptHead.present ? nil : name
  }
}

extension OfferingFolder {
  /// The bytes of a kept head.
  func keptCheckpoint(_ name: String) throws -> [UInt8] {
    guard let bytes = try keptHead(name).parts[.checkpoint] else {
      throw StorageError.missingFile(
        path: file(KeptHead.path(name, .checkpoint)), expected: "a head that was kept")
    }
    return bytes
  }
}

import Storage
import Transparency

/// A signed head in a file that a call names.
enum HeadFile {
  /// - Throws: `malformedHead` where the file holds no signed checkpoint.
  static func read(_ path: String) throws -> (note: SignedNote, checkpoint: Checkpoint) {
    guard let bytes = try OfferingFolder.bytes(at: path) else {
      throw StorageError.missingFile(path: path, expected: "a signed checkpoint")
    }
    do {
      let note = try SignedNote(parsing: bytes)
      return (note, try Checkpoint(text: note.text))
    } catch {
      throw Failure.WrongCall(message: "malformedHead: \(path): \(error)")
    }
  }
}
